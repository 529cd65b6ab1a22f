import { caseById } from './reads.sql.mjs';

/** A case with the names in it for whoever handles it: case, access rows and sealed values, in one statement. */
export const open = `with mine as materialized (select c.id, c.shard from core."case" c where c.id = $1 and c.handler_id = $2),
held as materialized (
  select m.id as case_id, p.id as subject_id, p.side, v.sealed, k.sealed as sealed_key
  from mine m join core.party p on p.shard = m.shard and p.case_id = m.id
  join privacy.value v on v.shard = p.shard and v.case_id = p.case_id and v.subject_id = p.id and v.field = 'name'
  join privacy.key k on k.subject_id = p.id),
logged as (
  insert into privacy.access (actor_id, role, unit_id, case_id, subject_id, fields, classes, purpose, request_id)
  select $2, 'officer', $3, h.case_id, h.subject_id, array['name'], array['identity'], $4, $5 from held h returning subject_id)
select (${caseById}) as found, coalesce(json_agg(json_build_object('subject', h.subject_id, 'side', h.side,
  'sealed', encode(h.sealed, 'base64'), 'key', encode(h.sealed_key, 'base64'))), '[]') as held
from held h join logged l on l.subject_id = h.subject_id`;

const actor = `jsonb_build_object('kind', 'post', 'role', 'officer', 'personId', $3::uuid, 'unitId', $4::uuid)`;

/**
 * Signing for a case: its row where id and version still fit, its clocks, the key, the shard's counter, the entry. A second use of the
 * key aborts; a version that no longer fits writes nothing and answers null.
 */
export const signFor = `with changed as (
  update core."case" c set version = c.version + 1, state = 'signed', handler_id = $3, handler_post = 'officer', handler_unit = $4,
    entered_at = $5, changed_at = $5, last_move = 'signFor',
    due_at = coalesce(k.due_at, 'infinity'), due_clock = k.code
  from core."case" o left join core.clock k on k.shard = o.shard and k.case_id = o.id and k.ended_at is null and k.code <> 'signFor'
  where o.id = $1 and c.id = $1 and c.version = $2 and c.state = 'reported'
  returning c.*, o.due_at as due_before),
clocks as (
  update core.clock k set ended_at = case k.code when 'signFor' then $5 end,
    state = case when $5 > k.due_at then 'missed' when k.code = 'signFor' then 'met' else 'running' end
  from changed c where k.shard = c.shard and k.case_id = c.id and k.ended_at is null),
key as (
  insert into core.idempotency (actor, key, hash, case_id, version, entry_id) select $3, $6, $7, id, version, $8 from changed),
counter as (
  update core.shard s set position = s.position + 1 from changed c where s.shard = c.shard returning s.shard, s.position),
entry as (
  insert into core.entry (shard, position, id, subject_kind, subject_id, subject_version, case_id, case_type, type_version, type,
    unit_id, previous_unit_id, state_before, state_after, phase_before, phase_after, audience, actor, happened_at, payload)
  select n.shard, n.position, $8, 'case', c.id, c.version, c.id, c.type, c.type_version, 'signFor', c.unit_id, c.unit_id,
    'reported', 'signed', 'intake', 'intake', 'case', ${actor}, $5,
    jsonb_build_object('before', jsonb_build_object('handlerId', null, 'dueAt', c.due_before)) from changed c join counter n on n.shard = c.shard
  returning id)
select json_build_object('state', c.state, 'phase', c.phase, 'version', c.version, 'move', c.last_move, 'at', c.changed_at)::text as answer
from changed c`;
