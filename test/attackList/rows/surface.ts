import { jurisdiction as business } from '@maplebridge/business-environment';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { withCapabilities } from '@maplebridge/gateway';
import { composeSchema } from '@maplebridge/graph';
import { jurisdiction as medical } from '@maplebridge/medical-disputes';
import { jurisdiction as nightMarket } from '@maplebridge/night-market-disputes';
import { asking, type OperationKind } from '@maplebridge/testkit';
import type { GraphQLField } from 'graphql';
import { globalId } from '../cases';
import type { Row } from '../row';
import { besides, sent } from '../second';
import { alike, sendTo } from '../send';
import { json, type World } from '../world';
import { answered } from './sockets';

type Root = readonly [kind: OperationKind, field: GraphQLField<unknown, unknown>];

function rootsOf(forResidents: boolean): readonly Root[] {
  const plugins = withCapabilities([medical, nightMarket, business, community]);
  const { schema } = composeSchema(plugins, { isDevelopment: false, forResidents });
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, type]) => Object.values(type?.getFields() ?? {}).map((field): Root => [kind, field]));
}

/** A well-formed document for every operation that staff alone ask. */
function staffDocuments(): ReturnType<typeof asking>[] {
  const served = new Set(rootsOf(true).map(([kind, { name }]) => `${kind} ${name}`));
  const id = '00000000-0000-4000-8000-000000000000';
  const ids = Object.fromEntries(['party', 'unit', 'person', 'emergency'].map((kind) => [kind, globalId(kind, id)]));
  const meant = { ...ids, id: globalId('case', id), number: '1' };
  return rootsOf(false)
    .filter(([kind, { name }]) => !served.has(`${kind} ${name}`))
    .map(([kind, field]) => asking(kind, field, { meant }));
}

const supervisor = 'demo-supervisor';
const surface = { SURFACE: 'public' };

/** Rows about a gateway for residents in an outer network, asked by staff. */
export const surfaceRows: readonly Row[] = [
  {
    row: 'A058',
    sent: 'every operation of staff, by a supervisor at a gateway with SURFACE=public, over HTTP and by nobody on sockets',
    expected: '400 BAD_USER_INPUT, BAD_USER_INPUT',
    run: (world) =>
      besides(world, surface, async (gateway) => {
        const [http, sockets]: readonly [string[], string[]] = [[], []];
        const token = await world.token(supervisor);
        for (const { document: query, variables } of staffDocuments()) {
          http.push(await sent(world, gateway, { token, query, variables }));
          sockets.push(await answered({ ...world, url: gateway.url }, query));
        }
        return `${alike(http)}, ${alike(sockets)}`;
      }),
  },
  {
    row: 'A058',
    sent: 'what a supervisor sees at a gateway with SURFACE=public, and at one for staff',
    expected: 'no post and no case; posts and cases',
    run: (world) => besides(world, surface, async ({ url }) => `${await seen(world, url)}; ${await seen(world, world.url)}`),
  },
];

async function seen(world: World, url: string): Promise<string> {
  const headers = { ...json, authorization: `Bearer ${await world.token(supervisor)}` };
  const { text } = await sendTo(url, {
    headers,
    body: JSON.stringify({ query: '{ viewer { posts { role } } cases(first: 1) { nodes { id } } }' }),
  });
  const { data } = JSON.parse(text) as { data: { viewer: { posts: object[] }; cases: { nodes: object[] } } };
  return `${data.viewer.posts.length ? 'posts' : 'no post'} and ${data.cases.nodes.length ? 'cases' : 'no case'}`;
}
