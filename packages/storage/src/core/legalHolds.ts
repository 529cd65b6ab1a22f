import type { Migration } from '@maplebridge/contract';

/**
 * Cases of which nothing may be erased for a time, whatever a rule or a person says: evidence before a court, an investigation, an appeal.
 * Written by who keeps the database; whoever serves requests only reads. Values of a party may stand in an earlier case, which is found by
 * the index.
 */
export const createLegalHolds: Migration = {
  at: 1796400100000,
  name: 'CreateLegalHolds',
  up: [
    `create table legal_hold (
       id uuid primary key, case_id uuid not null, reason text not null check (reason <> ''), source text not null check (source <> ''),
       placed_by text not null, since timestamptz not null, until timestamptz check (until > since),
       released_at timestamptz, released_by text, check ((released_at is null) = (released_by is null)))`,
    `create index legal_hold_standing on legal_hold (case_id) where released_at is null`,
    `create index party_by_sealed_case on party (sealed_case) where sealed_case is not null`,
  ],
};
