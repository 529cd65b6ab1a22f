import type { Person, TestGateway } from '@maplebridge/testkit';
import { good, key, opened, unitId } from '../stories/city';

/** Opens cases in a grid of the demo officer. */
export async function openCases(person: Person, count: number, unit = 'E-RIVER-1'): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let one = 0; one < count; one += 1) ids.push(await opened(person, 'CommunityDispute', { unit: unitId(unit), parties: [] }));
  return ids;
}

const done = 'case { version } change { id }';
const signFor = `mutation ($input: MoveCaseInput!) { done: moveCase(input: $input) { ${done} } }`;
const transfer = `mutation ($input: TransferCommunityDisputeInput!) { done: transferCommunityDispute(input: $input) { ${done} } }`;

/** Signs for a case and hands it on between two grids, over and over, from the version it is at; answers the ids of the changes in their order. */
export async function shuttle(
  person: Person,
  id: string,
  { times, from = 1 }: { readonly times: number; readonly from?: number },
): Promise<readonly string[]> {
  const changes: string[] = [];
  for (let expectedVersion = from; expectedVersion < from + times;) {
    const base = { id, expectedVersion, idempotencyKey: key() };
    const answer =
      expectedVersion % 2 === 1
        ? await person.query(signFor, { input: { ...base, move: 'signFor' } })
        : await person.query(transfer, { input: { ...base, unit: unitId(expectedVersion % 4 === 2 ? 'E-RIVER-2' : 'E-RIVER-1') } });
    const moved = good(answer).done;
    expectedVersion = moved.case.version;
    changes.push(moved.change.id);
  }
  return changes;
}

/** A cursor from which nothing that happens afterwards is missed. */
export const cursorNow = async (person: Person): Promise<string> =>
  good(await person.query('{ cases(first: 1) { liveCursor } }')).cases.liveCursor;

export const officerOf = (city: TestGateway): Person => city.as('demo-officer');
