import { createHash, randomUUID } from 'node:crypto';
import { IsNull } from 'typeorm';
import { Case, Clock } from './entities.mjs';
import { Entry, Key, Shard } from './ledgerEntities.mjs';

/** Signs for a case: TypeORM's transaction, a row locked for writing, entities changed and saved. The rows are those of everybody else. */
export const signFor = (source, given) =>
  source.transaction(async (manager) => {
    const found = await manager.findOne(Case, { where: { id: given.id }, lock: { mode: 'pessimistic_write' } });
    if (!found || found.version !== given.version || found.state !== 'reported') return null;
    const at = new Date();
    const key = {
      actor: given.actor,
      key: given.key,
      hash: hashOf(given),
      caseId: found.id,
      version: found.version + 1,
      entryId: randomUUID(),
    };
    const next = await keepClocks(manager, found, at);
    Object.assign(found, { state: 'signed', handlerId: given.actor, handlerPost: 'officer', handlerUnit: given.unit, enteredAt: at });
    Object.assign(found, { changedAt: at, lastMove: 'signFor', version: found.version + 1 });
    Object.assign(found, { dueAt: next?.dueAt ?? 'infinity', dueClock: next?.code ?? null });
    await manager.save(Case, found);
    await manager.insert(Key, key);
    await manager.increment(Shard, { shard: found.shard }, 'position', 1);
    const { position } = await manager.findOneByOrFail(Shard, { shard: found.shard });
    await manager.insert(Entry, entryOf({ found, given, at, position, id: key.entryId }, await unitOf(manager, found.id)));
    return found;
  });

const hashOf = ({ id, version }) => createHash('sha256').update(`${id} ${version}`).digest();

/** Ends the time to sign; what else runs may have run out meanwhile. The clock that runs on, if one does. */
async function keepClocks(manager, { id, shard }, at) {
  const clocks = await manager.find(Clock, { where: { caseId: id, shard, endedAt: IsNull() } });
  const stateOf = ({ code, dueAt }) => (at > dueAt ? 'missed' : code === 'signFor' ? 'met' : 'running');
  await manager.save(
    Clock,
    clocks.map((one) => ({ ...one, endedAt: one.code === 'signFor' ? at : null, state: stateOf(one) })),
  );
  return clocks.find(({ code }) => code !== 'signFor');
}

const unitOf = async (manager, id) => (await manager.findOneOrFail(Case, { where: { id }, relations: { unit: true } })).unit.id;

const entryOf = ({ found, given, at, position, id }, unitId) => ({
  shard: found.shard,
  position,
  id,
  subjectKind: 'case',
  subjectId: found.id,
  subjectVersion: found.version,
  caseId: found.id,
  caseType: found.type,
  typeVersion: found.typeVersion,
  move: 'signFor',
  unitId,
  previousUnitId: unitId,
  stateBefore: 'reported',
  state: 'signed',
  phaseBefore: 'intake',
  phase: 'intake',
  actor: { kind: 'post', role: 'officer', personId: given.actor, unitId: given.unit },
  at,
});
