import { randomUUID } from 'node:crypto';
import { jurisdiction as business } from '@maplebridge/business-environment';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { demoId } from '@maplebridge/gateway';
import { jurisdiction as medical } from '@maplebridge/medical-disputes';
import { jurisdiction as nightMarket } from '@maplebridge/night-market-disputes';
import { openTestGateway, type Answer, type Person, type TestGateway, type TestGatewayOptions } from '@maplebridge/testkit';

export const allPlugins = [medical, nightMarket, business, community] as const;
export { business, community, medical, nightMarket };

/** The invented city with all four plugins. */
export const openCity = (options: TestGatewayOptions = {}): Promise<TestGateway> => openTestGateway({ plugins: allPlugins, ...options });

const globalId = (kind: string, id: string): string => Buffer.from(`${kind}:${id}`).toString('base64url');
export const unitId = (code: string): string => globalId('unit', demoId(code));
export const placeId = (code: string): string => globalId('place', demoId(`place ${code}`));
/** The id of a case that nobody ever opened. */
export const absentCase = (): string => globalId('case', randomUUID());

export const key = (): string => randomUUID();

/** Both sides of the invented quarrels, known to the platform by their tokens. */
export const bothSides = [
  { side: 'APPLICANT', capacity: 'SELF', name: '赵示范', phone: '13900000001', subject: 'demo-resident' },
  { side: 'RESPONDENT', capacity: 'SELF', name: '钱样例', subject: 'demo-neighbour' },
];

/** The data of an answer without errors; a refusal fails the test with what it says. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what its document selected
export function good({ data, errors }: Answer): any {
  if (errors.length > 0) throw new Error(`Refused: ${JSON.stringify(errors)}`);
  return data;
}

/** Opens a case and answers its global id. `Type` is the name in the schema, e.g. `MedicalDispute`. */
export async function opened(person: Person, Type: string, input: object): Promise<string> {
  const document = `mutation ($input: Open${Type}Input!) { made: open${Type}(input: $input) { case { id } } }`;
  return good(await person.query(document, { input: { idempotencyKey: key(), summary: '一件纠纷 A dispute', ...input } })).made.case.id;
}

/** One case in the hands of one person. */
export interface Hand {
  /** Makes a move that has to be open, and answers the state that it led to (null: out of sight). */
  act(move: string, input?: object): Promise<string | null>;
  /** The same, whatever comes of it. */
  attempt(move: string, input?: object): Promise<Answer>;
  /** A mutation of one type by its name, e.g. `signAgreementMedicalDispute` or `amendMedicalDispute`. */
  typed(mutation: string, input: object): Promise<string | null>;
  attemptTyped(mutation: string, input: object): Promise<Answer>;
  /** The case as this person sees it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what its selection names
  look(selection: string): Promise<any>;
}

const moveDocument = `mutation ($input: MoveCaseInput!) { done: moveCase(input: $input) { case { version status { code } } change { id move } } }`;

/** Everything is sent with the version as it stands; what is given in `input` goes before. */
export function hand(person: Person, id: string): Hand {
  const look = async (selection: string): Promise<unknown> =>
    good(await person.query(`query ($id: ID!) { case(id: $id) { ${selection} } }`, { id })).case as unknown;
  const send = async (document: string, input: object): Promise<Answer> => {
    const seen = (await look('version')) as { version: number } | null;
    return person.query(document, { input: { id, expectedVersion: seen?.version ?? 1, idempotencyKey: key(), ...input } });
  };
  const attempt = (move: string, input: object = {}): Promise<Answer> => send(moveDocument, { move, ...input });
  const attemptTyped = (mutation: string, input: object): Promise<Answer> => send(typedDocument(mutation), input);
  return {
    look,
    attempt,
    attemptTyped,
    act: async (move, input) => stateIn(await attempt(move, input)),
    typed: async (mutation, input) => stateIn(await attemptTyped(mutation, input)),
  };
}

function typedDocument(mutation: string): string {
  const Input = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation ($input: ${Input}!) { done: ${mutation}(input: $input) { case { version status { code } } change { id move } } }`;
}

const stateIn = (answer: Answer): string | null => (good(answer).done.case?.status.code ?? null) as string | null;

export const versionOf = async (person: Person, id: string): Promise<number> => (await hand(person, id).look('version')).version as number;

export const personId = async (person: Person): Promise<string> => good(await person.query('{ viewer { id } }')).viewer.id;

/** The code of the one error of an answer. */
export const codeOf = ({ errors }: Answer): string | undefined =>
  errors.length === 1 ? errors[0]?.extensions.code : `${errors.length} errors`;
