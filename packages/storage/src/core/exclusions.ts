import type { Migration } from '@maplebridge/contract';

/**
 * Who does not see a case by any post or assignment, for a conflict of interest (回避). As with involvements, a person's own row says
 * whether they were ever excluded, so that nothing is looked up for those who never were; and it counts as a change of their rights,
 * whoever writes it. Before the row and not after it: the person's row is locked ahead of the ledger's counter, as everywhere.
 */
export const createExclusions: Migration = {
  at: 1796100000000,
  name: 'CreateExclusions',
  up: [
    `alter table person add column is_excluded boolean not null default false`,
    `create table exclusion (
       shard smallint not null, case_id uuid not null, id uuid not null, person_id uuid not null references person (id),
       declared_by uuid not null references person (id), entry_id uuid not null, since timestamptz not null, until timestamptz,
       primary key (shard, case_id, id))`,
    `create unique index exclusion_holding on exclusion (case_id, person_id) where until is null`,
    `create function mark_excluded() returns trigger language plpgsql as $$
     begin
       update core.person set is_excluded = true, rights_version = rights_version + 1 where id = new.person_id;
       return new;
     end $$`,
    `create trigger mark_excluded before insert or update on exclusion for each row execute function core.mark_excluded()`,
  ],
};
