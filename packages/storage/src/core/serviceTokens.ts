import type { Migration } from '@maplebridge/contract';

/** Credentials of devices and partner systems. Of the secret only its hash is kept: nobody who reads this table can use it. */
export const createServiceTokens: Migration = {
  at: 1796200000000,
  name: 'CreateServiceTokens',
  up: [
    `create table service_token (
       id uuid primary key, person_id uuid not null references person (id), hash bytea not null check (octet_length(hash) = 32),
       addresses inet[] check (addresses <> '{}'), made_at timestamptz not null default now(), ends_at timestamptz not null,
       used_at timestamptz)`,
    `create index service_token_by_person on service_token (person_id)`,
  ],
};
