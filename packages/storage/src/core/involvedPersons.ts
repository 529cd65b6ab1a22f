import type { Migration } from '@maplebridge/contract';

/**
 * Whether a person was ever brought into a case, kept with the row of the involvement itself, whoever writes it. Most officers never were:
 * the statements of those look into no involvements, and check that this still holds.
 */
export const markInvolvedPersons: Migration = {
  at: 1795800000000,
  name: 'MarkInvolvedPersons',
  up: [
    `alter table person add column is_involved boolean not null default false`,
    `update person p set is_involved = true where exists (select from involved i where i.person_id = p.id)`,
    `create function mark_involved() returns trigger language plpgsql as $$
     begin
       update core.person set is_involved = true where id = new.person_id and not is_involved;
       return null;
     end $$`,
    `create trigger mark_involved after insert or update of person_id on involved
       for each row when (new.person_id is not null) execute function core.mark_involved()`,
  ],
};
