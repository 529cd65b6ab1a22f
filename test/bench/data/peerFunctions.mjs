/** What a user of PostGraphile would write in the database itself: a counting function and a move, in a schema of their own. */
export const peerFunctions = [
  `create schema bench`,
  `create type bench.count as (type text, phase text, cases integer)`,
  `create function bench.counts_of(unit uuid, since timestamptz) returns setof bench.count language sql stable as $$
     select type, phase, count(*)::integer from core."case" where at_1 = unit and opened_at >= since group by type, phase order by type, phase $$`,
  `create function bench.sign_for(id uuid, version integer, actor uuid, unit uuid, key uuid) returns core."case" language plpgsql volatile as $$
   declare
     done core."case"; at timestamptz := clock_timestamp(); entry uuid := gen_random_uuid(); place bigint;
   begin
     update core."case" c set version = c.version + 1, state = 'signed', handler_id = actor, handler_post = 'officer', handler_unit = unit,
       entered_at = at, changed_at = at, last_move = 'signFor', due_at = coalesce(k.due_at, 'infinity'), due_clock = k.code
     from core."case" o left join core.clock k on k.shard = o.shard and k.case_id = o.id and k.ended_at is null and k.code <> 'signFor'
     where o.id = sign_for.id and c.id = o.id and c.version = sign_for.version and c.state = 'reported' returning c.* into done;
     if done.id is null then return null; end if;
     update core.clock set ended_at = case code when 'signFor' then at end,
    state = case when at > due_at then 'missed' when code = 'signFor' then 'met' else 'running' end
      where shard = done.shard and case_id = done.id and ended_at is null;
     insert into core.idempotency (actor, key, hash, case_id, version, entry_id)
     values (actor, sign_for.key, sha256(done.id::text::bytea), done.id, done.version, entry);
     update core.shard set position = position + 1 where shard = done.shard returning position into place;
     insert into core.entry (shard, position, id, subject_kind, subject_id, subject_version, case_id, case_type, type_version, type,
       unit_id, previous_unit_id, state_before, state_after, phase_before, phase_after, audience, actor, happened_at)
     values (done.shard, place, entry, 'case', done.id, done.version, done.id, done.type, done.type_version, 'signFor', done.unit_id, done.unit_id,
       'reported', 'signed', 'intake', 'intake', 'case',
       jsonb_build_object('kind', 'post', 'role', 'officer', 'personId', actor, 'unitId', unit), at);
     return done;
   end $$`,
];
