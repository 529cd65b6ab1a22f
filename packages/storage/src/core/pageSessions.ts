import type { Migration } from '@maplebridge/contract';

/**
 * Sessions of browsers. The cookie's secret is kept as a hash; `previous` is the one before it, good for a moment for requests that were
 * under way, and the sign of a stolen cookie after that. A sign-in under way is a row that is taken out as it is used: nothing of it can be replayed.
 */
export const createPageSessions: Migration = {
  at: 1796200001000,
  name: 'CreatePageSessions',
  up: [
    `create table sign_in (
       hash bytea primary key, state text not null, nonce text not null, verifier text not null, return_to text not null,
       ends_at timestamptz not null)`,
    `create index sign_in_by_end on sign_in (ends_at)`,
    `create table page_session (
       id uuid primary key, person_id uuid not null references person (id), name text not null,
       hash bytea not null, previous bytea, rotated_at timestamptz not null default now(), made_at timestamptz not null default now(),
       idle_until timestamptz not null, ends_at timestamptz not null, ended_by text)`,
    `create index page_session_by_person on page_session (person_id)`,
    `create index page_session_by_end on page_session (ends_at)`,
  ],
};
