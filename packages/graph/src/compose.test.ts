import { label, type CaseRecord } from '@maplebridge/contract';
import { graphql, isInterfaceType } from 'graphql';
import { Arg, FieldResolver, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import {
  caseObjects,
  CaseInterface,
  composeSchema,
  descriptionMistakes,
  LiveEventInterface,
  printedSchema,
  streamed,
  UnitObject,
  watching,
} from './index';
import { jurisdiction, noise, noiseComplaint, stalls } from './testing/jurisdictions';
import { memory } from './testing/memory';
import { access } from './access/access';

const development = { isDevelopment: true };
const printed = (...jurisdictions: Parameters<typeof composeSchema>[0]) => printedSchema(composeSchema(jurisdictions, development).schema);

test('the order of the jurisdictions makes no difference', () => {
  expect(printed(noise, stalls)).toBe(printed(stalls, noise));
});

test('every type, field, argument, input and enum value is described', () => {
  expect(descriptionMistakes(composeSchema([noise, stalls], development).schema)).toEqual([]);
});

/** The printed type without its descriptions, in one line. */
const definition = (schema: string, head: string): string => {
  const bare = schema.replace(/"""[\s\S]*?"""/g, '').replace(/\s+/g, ' ');
  const start = bare.indexOf(`${head} {`);
  return start < 0 ? '' : bare.slice(start, bare.indexOf('}', start) + 1);
};

test('a case type becomes an object with details, typed enums and inputs', () => {
  const schema = printed(noise, stalls);
  expect(definition(schema, 'type NoiseComplaint implements Case & Node')).toContain('details: NoiseComplaintDetails!');
  expect(definition(schema, 'type NoiseComplaintDetails')).toBe(
    'type NoiseComplaintDetails { day: Date grade: NoiseGrade level: Int patrol: Unit telephone: Personal }',
  );
  expect(definition(schema, 'enum NoiseComplaintState')).toBe('enum NoiseComplaintState { dismissed reported settled }');
  expect(definition(schema, 'enum NoiseComplaintMove')).toBe('enum NoiseComplaintMove { dismiss settle }');
  expect(definition(schema, 'input StallDisputeDetailsInput')).toBe('input StallDisputeDetailsInput { grade: String! }');
  expect(definition(schema, 'input StallDisputeDetailsPatch')).toBe('input StallDisputeDetailsPatch { grade: String }');
  expect(definition(schema, 'input OpenStallDisputeInput')).toContain('details: StallDisputeDetailsInput!');
  expect(definition(schema, 'input SettleNoiseComplaintInput')).toBe(
    'input SettleNoiseComplaintInput { amount: Int! expectedVersion: Int! id: ID! idempotencyKey: IdempotencyKey! note: String noteFor: NoteAudience }',
  );
  expect(definition(schema, 'input NoiseComplaintFilter')).toContain('states: [NoiseComplaintState!]');
  expect(schema).toContain('Settle (和解). Errors: BAD_USER_INPUT');
  expect(schema).toContain('Measured level. (声级; class internal; 0 to 200; in dB)');
});

test('a case type brings its root fields', () => {
  const { schema } = composeSchema([noise], development);
  const named = (type: 'getQueryType' | 'getMutationType' | 'getSubscriptionType') =>
    Object.keys(schema[type]()?.getFields() ?? {}).filter((name) => /noise/i.test(name));
  expect(named('getQueryType')).toEqual(['noiseComplaint', 'noiseComplaintStatistics', 'noiseComplaintWarnings', 'noiseComplaints']);
  expect(named('getMutationType')).toEqual(['amendNoiseComplaint', 'moveNoiseComplaint', 'openNoiseComplaint', 'settleNoiseComplaint']);
  expect(named('getSubscriptionType')).toEqual(['noiseComplaintChanged']);
});

test('the shared part is as frontends know it', () => {
  const schema = printed();
  expect(definition(schema, 'type CaseStatus')).toContain('phase: Phase!');
  expect(definition(schema, 'enum Phase')).toBe('enum Phase { AGREEMENT CLOSED FOLLOW_UP HANDLING INTAKE MEDIATION }');
  expect(definition(schema, 'type CaseConnection')).toBe(
    'type CaseConnection { edges: [CaseEdge!]! liveCursor: Cursor! nodes: [Case!]! pageInfo: PageInfo! totalCount: Int! totalIsLowerBound: Boolean! }',
  );
  expect(schema.replace(/"""[\s\S]*?"""/g, '').replace(/\s+/g, ' ')).toContain(
    'cases( after: String before: String filter: CaseFilter first: Int last: Int orderBy: CaseOrder = DUE_FIRST ): CaseConnection',
  );
  expect(definition(schema, 'type DormantCase implements Case & Node')).toContain('moves: [MoveOption!]!');
});

@Resolver(() => CaseInterface)
class Loudness {
  @access('open')
  @FieldResolver(() => Int, { description: 'How loud the neighbourhood is, in dB.' })
  noiseAround(
    @Root() record: CaseRecord,
    @Arg('hours', () => Int, { description: 'Over how many hours.', defaultValue: 2 }) hours: number,
  ): number {
    return record.summary.length + hours;
  }
}

@Resolver(() => UnitObject)
class Patrols {
  @access('open')
  @FieldResolver(() => Int, { description: 'Patrols on their way.' })
  noisePatrols(): number {
    return 2;
  }
}

@Resolver()
class NoiseSpecials {
  @access('open')
  @Query(() => [caseObjects(noiseComplaint).Case], { description: 'The loudest.' })
  loudestNoiseComplaints(): readonly object[] {
    return [];
  }

  @access('stream')
  @Subscription(() => LiveEventInterface, { description: 'Settlements.', subscribe: watching(() => ({ entryTypes: ['settle'] })) })
  noiseComplaintSettled(@Root() event: Parameters<typeof streamed>[0]): object {
    return streamed(event);
  }
}

const louder = { ...noise, resolvers: [...noise.resolvers, Loudness, Patrols, NoiseSpecials] };

test('a field that a plugin adds to Case reaches every type, dormant ones too', async () => {
  const { schema } = composeSchema([louder, stalls], development);
  const { data, errors } = await graphql({
    schema,
    source: '{ cases { nodes { __typename noiseAround(hours: 3) unit { noisePatrols } } } }',
    contextValue: memory().context,
  });
  expect(errors).toBeUndefined();
  expect(JSON.parse(JSON.stringify(data))).toMatchObject({
    cases: {
      nodes: [
        { __typename: 'NoiseComplaint', noiseAround: 10, unit: { noisePatrols: 2 } },
        {},
        { __typename: 'StallDispute', noiseAround: 10 },
        { __typename: 'DormantCase', noiseAround: 10 },
      ],
    },
  });
});

test('a plugin that is not loaded leaves nothing behind, and an older schema goes on working', async () => {
  const before = printed(stalls);
  const { schema } = composeSchema([louder, stalls], development);
  expect(printedSchema(schema)).toContain('noiseAround');
  expect(printed(stalls)).toBe(before);
  expect(before).not.toMatch(/noise/i);
  const source = `{ unit(code: "u1") { noisePatrols } cases(filter: { phases: [INTAKE] }) { nodes { noiseAround } } }`;
  expect((await graphql({ schema, source, contextValue: memory().context })).errors).toBeUndefined();
  expect(printed(louder, stalls)).toBe(printedSchema(schema));
});

test('cases of a plugin that is not loaded are dormant', async () => {
  const { schema } = composeSchema([stalls], development);
  const { data } = await graphql({
    schema,
    source: '{ caseByNumber(number: "N-10") { __typename number } }',
    contextValue: memory().context,
  });
  expect(data).toEqual({ caseByNumber: { __typename: 'DormantCase', number: 'N-10' } });
});

test('types are told apart without a promise, as a compiling executor needs', () => {
  const shared = composeSchema([noise], development).schema.getType('Case');
  expect(isInterfaceType(shared) && shared.resolveType?.({ type: 'noise-complaint', isDormant: false }, {}, {} as never, shared)).toBe(
    'NoiseComplaint',
  );
});

test('details of one name and two types are warned of, with the alias to use', () => {
  expect(composeSchema([noise, stalls], development).warnings).toEqual([
    '"details.grade" is NoiseGrade in NoiseComplaint and String in StallDispute: in one query over both, select it there as `stallDisputeGrade: grade`.',
  ]);
});

test('a type without details has no field, input or mutation for them', () => {
  class Nothing {}
  const bare = jurisdiction('bare', {
    caseTypes: [{ ...noiseComplaint, name: 'bare-matter', details: Nothing, fields: [], label: label('空', 'Bare matter') }],
    resolvers: [],
  });
  expect(definition(printed(bare), 'type BareMatter implements Case & Node')).not.toContain('details');
});
