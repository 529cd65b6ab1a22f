import type { Migration } from '@maplebridge/contract';

/**
 * Links by which parties without an account take part. Each has a person of its own, who is that party and nobody else: so it sees what
 * that side sees, and ends with its part in the case. Of the secret only the hash is kept.
 */
export const createPartyLinks: Migration = {
  at: 1796100002000,
  name: 'CreatePartyLinks',
  up: [
    `create table party_link (
       id uuid primary key, shard smallint not null, case_id uuid not null, party_id uuid not null,
       person_id uuid not null unique references person (id), secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
       made_by uuid not null references person (id), since timestamptz not null, until timestamptz not null check (until > since),
       ended_at timestamptz, claimed_by uuid references person (id), check (claimed_by is null or ended_at is not null))`,
  ],
};
