import type { HeldPost, Sees, Side, Viewer } from '@maplebridge/contract';
import fc from 'fast-check';
import { sightBranches, type SightBranch } from './sight';
import { isSeenBy, standingIn, type CaseRights } from './standing';

const now = new Date('2026-06-01T00:00:00Z');
const past = new Date('2026-01-01T00:00:00Z');
const future = new Date('2026-12-01T00:00:00Z');
/** root > city > (north, south); north > grid */
const paths = new Map([
  ['root', ['root']],
  ['city', ['root', 'city']],
  ['north', ['root', 'city', 'north']],
  ['south', ['root', 'city', 'south']],
  ['grid', ['root', 'city', 'north', 'grid']],
]);
const units = [...paths.keys()];
const post = (role: string, unitId: string, [from, until = null]: readonly [Date, (Date | null)?] = [past]): HeldPost => ({
  role,
  unitId,
  level: (paths.get(unitId) ?? []).length - 1,
  from,
  until,
});
const viewer = (...posts: readonly HeldPost[]): Viewer => ({
  personId: 'me',
  name: 'n',
  posts,
  rightsVersion: 1,
  treeVersion: 1,
  sessionEndsAt: future,
});
const sees: Sees = { side: { applicant: 'case' }, post: { officer: 'unit', hospital: 'assigned' }, assignment: { mediator: 'case' } };
const rights = (unitId: string, involved: CaseRights['involved'] = []): CaseRights => ({ unitPath: paths.get(unitId) ?? [], involved });

test('a post counts for the cases of its unit and below, while it is held', () => {
  const seen = (one: HeldPost, unitId: string) => isSeenBy(standingIn(viewer(one), { sees }, rights(unitId), now), sees);
  expect([
    seen(post('officer', 'city'), 'grid'),
    seen(post('officer', 'north'), 'north'),
    seen(post('officer', 'grid'), 'city'),
    seen(post('officer', 'south'), 'grid'),
  ]).toEqual([true, true, false, false]);
  expect(seen(post('officer', 'city', [past, now]), 'grid')).toBe(false);
  expect(seen(post('officer', 'city', [future]), 'grid')).toBe(false);
  expect(seen(post('officer', 'city', [now]), 'grid')).toBe(true);
  expect(seen(post('constructor', 'city'), 'grid')).toBe(false);
});

test('an assigned post counts only where its unit was called in', () => {
  const hospital = viewer(post('hospital', 'north'));
  expect(standingIn(hospital, { sees }, rights('grid'), now).posts).toEqual([]);
  expect(
    standingIn(hospital, { sees }, rights('south', [{ personId: null, unitId: 'north', relation: 'calledIn', side: null }]), now).posts,
  ).toEqual([{ role: 'hospital', unitId: 'north' }]);
});

test('a side is no assignment, another person is nobody, and nobody has no standing', () => {
  const involved = [
    { personId: 'me', unitId: null, relation: 'mediator', side: 'third' as const },
    { personId: 'you', unitId: null, relation: 'mediator', side: null },
  ];
  expect(standingIn(viewer(), { sees }, rights('city', involved), now)).toEqual({ sides: ['third'], posts: [], assignments: [] });
  expect(isSeenBy(standingIn(null, { sees }, rights('city', involved), now), sees)).toBe(false);
});

test('the nearest of several posts comes first', () => {
  const { posts } = standingIn(
    viewer(post('officer', 'root'), post('officer', 'grid'), post('officer', 'city')),
    { sees },
    rights('grid'),
    now,
  );
  expect(posts.map((one) => one.unitId)).toEqual(['grid', 'city', 'root']);
});

test('branches are merged by unit, and a unit under one that shows as much is left out', () => {
  const types = [
    { name: 'a', sees },
    { name: 'b', sees: { post: { officer: 'unit', clerk: 'unit' } } as Sees },
  ];
  const all = viewer(
    post('officer', 'north'),
    post('clerk', 'north'),
    post('clerk', 'grid'),
    post('officer', 'south'),
    post('hospital', 'grid'),
  );
  expect(sightBranches(all, types, now, paths)).toEqual([
    { kind: 'unit', unitId: 'north', level: 2, types: ['a', 'b'] },
    { kind: 'unit', unitId: 'south', level: 2, types: ['a', 'b'] },
    { kind: 'involvedUnit', unitId: 'grid', types: ['a'] },
    { kind: 'involvedPerson', types: ['a'], relations: ['mediator'], sides: ['applicant'] },
  ]);
  expect(
    sightBranches(viewer(post('officer', 'root'), post('officer', 'grid')), types, now).filter((one) => one.kind === 'unit'),
  ).toHaveLength(1);
  expect(sightBranches(null, types, now)).toEqual([]);
});

/** What a statement would return for the branches, said plainly. */
const isInBranch = (branch: SightBranch, type: string, { unitPath, involved }: CaseRights): boolean => {
  if (!branch.types.includes(type)) return false;
  if (branch.kind === 'unit') return unitPath[branch.level] === branch.unitId;
  if (branch.kind === 'involvedUnit') return involved.some((row) => row.unitId === branch.unitId);
  return involved.some(
    (row) => row.personId === 'me' && (row.side ? branch.sides.includes(row.side) : branch.relations.includes(row.relation)),
  );
};

test('who is excluded stands in the case as a party and as nothing else', () => {
  const excluded = ['me'];
  const involved = [
    { personId: 'me', unitId: null, relation: 'mediator', side: null },
    { personId: 'me', unitId: null, relation: 'party', side: 'third' as const },
  ];
  const standing = standingIn(viewer(post('officer', 'city')), { sees }, { ...rights('city', involved), excluded }, now);
  expect(standing).toEqual({ sides: ['third'], posts: [], assignments: [] });
  expect(standingIn(viewer(post('officer', 'city')), { sees }, { ...rights('city'), excluded: ['you'] }, now).posts).not.toEqual([]);
});

const roles = fc.constantFrom('officer', 'hospital', 'clerk', 'toString');
const someSees = fc.record({
  side: fc.dictionary(fc.constantFrom('applicant', 'respondent', 'third'), fc.constant('case' as const), { maxKeys: 2 }),
  post: fc.dictionary(roles, fc.constantFrom('unit' as const, 'assigned' as const), { maxKeys: 3 }),
  assignment: fc.dictionary(fc.constantFrom('mediator', 'expert'), fc.constant('case' as const)),
}) as fc.Arbitrary<Sees>;
const somePosts = fc.array(
  fc
    .tuple(roles, fc.constantFrom(...units), fc.constantFrom(past, past, now, future), fc.constantFrom(null, null, past, now, future))
    .map(([role, unitId, from, until]) => post(role, unitId, [from, until])),
  { maxLength: 5 },
);
const someInvolved = fc.array(
  fc.record({
    personId: fc.constantFrom('me', 'you', null),
    unitId: fc.constantFrom(null, ...units),
    relation: fc.constantFrom('mediator', 'expert', 'calledIn'),
    side: fc.constantFrom<Side | null>(null, null, 'applicant', 'respondent', 'third'),
  }),
  { maxLength: 4 },
);

const someCases = fc.record({
  declared: fc.array(someSees, { minLength: 3, maxLength: 3 }),
  posts: somePosts,
  involved: someInvolved,
  unitId: fc.constantFrom(...units),
  hasPaths: fc.boolean(),
});

test('over thousands of cases, what the branches return is what the standing sees', () => {
  let seen = 0;
  fc.assert(
    fc.property(someCases, ({ declared, posts, involved, unitId, hasPaths }) => {
      const types = declared.map((one, index) => ({ name: `type-${index}`, sees: one }));
      const branches = sightBranches(viewer(...posts), types, now, hasPaths ? paths : undefined);
      for (const type of types) {
        const isSeen = isSeenBy(standingIn(viewer(...posts), type, rights(unitId, involved), now), type.sees);
        if (isSeen) seen += 1;
        expect(branches.some((branch) => isInBranch(branch, type.name, rights(unitId, involved)))).toBe(isSeen);
      }
    }),
    { numRuns: 4000 },
  );
  expect(seen).toBeGreaterThan(1000);
});
