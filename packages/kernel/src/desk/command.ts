import { Refusal, type Actor, type Audience, type CommandInput, type Receipt, type Viewer } from '@maplebridge/contract';
import { changeCase, involve, lastOfAudience, ownTables, uuidv7, type Query, type Seer } from '@maplebridge/storage';
import { mayAct } from '../law';
import { entryInPlace, unmoved, workerOf } from './amend';
import { findOne } from './find';
import { loadedOf } from './lookups';
import { planWrites, type Plan } from './plans';
import type { Found } from './records';
import type { Session } from './session';
import { versionConflict, writeOnce } from './writing';

/** An owner's write: its tables and one entry, in one transaction. An entry for some only leaves the case's own version alone. */
export async function giveCommand(session: Session, input: CommandInput): Promise<Receipt> {
  const { idempotencyKey: key, owner, name, caseId, expectedVersion, facts, audience, involves } = input;
  const body = { owner, name, caseId, expectedVersion, facts, audience, involves };
  return writeOnce(session, { kind: 'command', key, body }, (viewer, seer) => planCommand(session, { viewer, seer }, input));
}

async function planCommand(session: Session, { viewer, seer }: { viewer: Viewer; seer: Seer }, input: CommandInput): Promise<Plan> {
  const found = await findOne(session, input.caseId);
  const { row } = found;
  loadedOf(session.platform, row.type);
  if (row.version !== input.expectedVersion) throw versionConflict(row.version);
  refuseUndeclared(session, row.type, input);
  const actor: Actor = { ...commander(session, found, input), personId: viewer.personId };
  const at = session.platform.now();
  const audience = input.audience ?? 'case';
  const entry = entryInPlace(row, { type: `${input.owner}.${input.name}`, actor, at });
  return planWrites(row.id, async (query) => {
    const version =
      audience === 'case' ? await changeCase(query, { seer, expected: row, next: unmoved(row, at) }) : await apart(query, row.id, audience);
    if (version === null) return null;
    for (const one of input.involves ?? []) await involve(query, { ...involvement(one), id: uuidv7(at), caseId: row.id, since: at });
    await input.write(ownTables(query, input.owner));
    const subjectKind = audience === 'case' ? 'case' : 'sealed';
    return [{ ...entry, audience, subjectKind, subjectVersion: version, payload: input.facts }];
  });
}

/** A stream for some only counts for itself; the case's row is locked so that two such writes take two numbers. */
const apart = async (query: Query, caseId: string, audience: Audience): Promise<number> =>
  (await lastOfAudience(query, caseId, audience)) + 1;

const involvement = (one: NonNullable<CommandInput['involves']>[number]) => ({
  relation: one.relation,
  personId: one.personId ?? null,
  unitId: one.unitId ?? null,
  side: null,
});

/** Relations are declared by the type or by the plugin that owns the command: an undeclared one would be sight by accident. */
function refuseUndeclared(session: Session, type: string, input: CommandInput): void {
  const loaded = session.platform.types.get(type);
  const owner = session.platform.jurisdictions.find((one) => one.name === input.owner);
  const declared = new Set([...Object.keys(loaded?.type.assignments ?? {}), ...(owner?.relations ?? []).map((one) => one.name)]);
  const unknown = (input.involves ?? []).filter((one) => !declared.has(one.relation));
  if (unknown.length)
    throw new Error(`"${input.owner}" involves somebody as ${unknown.map((one) => one.relation).join(', ')}, which nobody declares.`);
}

function commander(session: Session, { row, standing }: Found, input: CommandInput): Omit<Actor, 'personId'> {
  const actor = input.by ? mayAct(input.by, standing) : workerOf(session, row, standing);
  if (actor) return actor;
  throw new Refusal('FORBIDDEN', {
    'zh-CN': '您的岗位、当事方或指派不允许此操作。',
    en: `No post, side or assignment of yours may give "${input.name}" here.`,
  });
}
