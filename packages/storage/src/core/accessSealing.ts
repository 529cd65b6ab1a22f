import type { Migration } from '@maplebridge/contract';

/**
 * What the sealer needs of the access log. `xid` is the transaction that wrote the row: all below the oldest one that still runs are
 * settled, so that a row that is committed late is not passed over. The purpose is free text: a leaf commits to its salted hash, which stays
 * when `forget_purposes` takes text and salt away. An index by ranges of pages, since every opening of values would pay for any other.
 */
export const prepareAccessForSealing: Migration = {
  at: 1796300000000,
  name: 'PrepareAccessForSealing',
  up: [
    `alter table access
       add column xid bigint not null default (pg_current_xact_id()::text)::bigint,
       add column purpose_salt uuid default gen_random_uuid(),
       add column purpose_commitment bytea,
       add constraint access_purpose_forgotten check ((purpose_salt is null) = (purpose_commitment is not null))`,
    `create index access_by_xid on access using brin (xid) with (pages_per_range = 16, autosummarize = on)`,
    `create function forget_purposes(p_subject uuid) returns bigint
       language sql volatile security definer set search_path = pg_catalog, privacy, pg_temp as $$
         with forgotten as (
           update privacy.access set purpose = '', purpose_salt = null,
             purpose_commitment = sha256(uuid_send(purpose_salt) || convert_to(purpose, 'UTF8'))
           where subject_id = p_subject and purpose_salt is not null returning 1)
         select count(*) from forgotten;
       $$`,
  ],
};
