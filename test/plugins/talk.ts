import { randomUUID } from 'node:crypto';
import { demoId } from '@maplebridge/gateway';
import type { Answer, Person } from '@maplebridge/testkit';

export const placeId = (code: string): string => Buffer.from(`place:${demoId(`place ${code}`)}`).toString('base64url');

/** The data of an answer without errors; a refusal fails the test with what it says. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what its document selected
export function said({ data, errors }: Answer): any {
  if (errors.length > 0) throw new Error(`Refused: ${JSON.stringify(errors)}`);
  return data;
}

export const refusalOf = ({ errors }: Answer): string =>
  errors.map(({ message, extensions }) => `${extensions.code}: ${message}`).join('\n');

/** A case in one street of the invented city; its global id. */
export async function openIn(person: Person, Type: string, input: object): Promise<string> {
  const document = `mutation ($input: Open${Type}Input!) { made: open${Type}(input: $input) { case { id } } }`;
  const parties = [{ side: 'APPLICANT', capacity: 'SELF', name: '赵示范', subject: 'demo-resident' }];
  const made = { idempotencyKey: randomUUID(), summary: '一件纠纷 A dispute', place: placeId('RIVER-1'), parties, ...input };
  return said(await person.query(document, { input: made })).made.case.id;
}

/** A mutation on a case, at the version that the person reads unless the input names another. */
export async function write(
  person: Person,
  mutation: string,
  input: { readonly id: string; readonly [name: string]: unknown },
): Promise<Answer> {
  const version = said(await person.query('query ($id: ID!) { case(id: $id) { version } }', { id: input.id })).case?.version ?? 0;
  const Input = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${Input}!) { done: ${mutation}(input: $input) { case { version status { code } } change { move } } }`;
  return person.query(document, { input: { expectedVersion: version, idempotencyKey: randomUUID(), ...input } });
}

export const move = (person: Person, id: string, code: string): Promise<Answer> => write(person, 'moveCase', { id, move: code });
