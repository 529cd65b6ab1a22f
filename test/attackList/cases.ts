import { randomUUID } from 'node:crypto';
import type { Heard } from './send';
import type { World } from './world';

const opening = 'mutation ($input: OpenCommunityDisputeInput!) { openCommunityDispute(input: $input) { case { id summary } } }';
const moving = 'mutation ($input: MoveCaseInput!) { moveCase(input: $input) { case { version } } }';

/** Who opens and moves cases of the attack list. */
export const officer = 'demo-officer';

export const globalId = (kind: string, id: string): string => Buffer.from(`${kind}:${id}`).toString('base64url');

export interface Opened {
  readonly summary?: string;
  readonly idempotencyKey?: string;
}

/** The answer to the officer's opening a case in their own unit. */
export async function opened(world: World, { summary = '一件纠纷 A dispute', idempotencyKey = randomUUID() }: Opened = {}): Promise<Heard> {
  const posts = await world.ask(officer, '{ viewer { posts { unit { id } } } }');
  const [, unit = ''] = /"unit":\{"id":"([^"]+)"/.exec(posts.text) ?? [];
  return world.ask(officer, opening, { input: { idempotencyKey, summary, unit, parties: [] } });
}

/** The id of a case that the officer opened; fails when none was. */
export async function openedId(world: World, given: Opened = {}): Promise<string> {
  const { text } = await opened(world, given);
  const id = /"case":\{"id":"([^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`No case was opened: ${text}`);
  return id;
}

export interface Moving {
  readonly id: string;
  readonly move: string;
  readonly version?: number;
}

/** The answer to a move by somebody; null: nobody. */
export const moved = (world: World, who: string | null, { id, move, version = 1 }: Moving): Promise<Heard> =>
  world.ask(who, moving, { input: { id, move, expectedVersion: version, idempotencyKey: randomUUID() } });
