import type { CaseFacts, DetailsOf, MoveOf } from '@maplebridge/contract';
import { businessComplaint } from './businessComplaint';
import { serviceRequest } from './serviceRequest';

type Details = DetailsOf<typeof serviceRequest>;

const factsWith = (details: Partial<Details>): CaseFacts<Details> => ({
  state: 'signed',
  details,
  parties: [],
  hasHandler: true,
  hasPlace: true,
  openedAt: new Date(0),
  enteredAt: new Date(0),
  now: new Date(0),
});

test('what is missing is told once: a second list is refused', () => {
  const once = serviceRequest.requirements['nothingToldBefore'];
  expect(once?.holds(factsWith({}))).toBe(true);
  expect(once?.holds(factsWith({ missingDocuments: 'licence' }))).toBe(false);
  expect(serviceRequest.moves.tellMissing).toMatchObject({ needs: ['nothingToldBefore'], source: { article: '36' } });
});

test('a request and a complaint are two case types with moves of their own', () => {
  const move: MoveOf<typeof serviceRequest> = 'tellMissing';
  // @ts-expect-error a complaint has no documents to complete
  const other: MoveOf<typeof businessComplaint> = 'tellMissing';
  expect([move in serviceRequest.moves, other in businessComplaint.moves]).toEqual([true, false]);
});

test('only the applicant says that something was resolved', () => {
  const resolving = Object.values(businessComplaint.moves).filter(({ to }) => to === 'resolved' || to === 'partlyResolved');
  expect(resolving.map(({ by }) => by)).toEqual([{ side: ['applicant'] }, { side: ['applicant'] }]);
});
