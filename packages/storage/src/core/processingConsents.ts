import type { Migration } from '@maplebridge/contract';

/**
 * What people let be processed, as rows of their own: a new consent ends the one before, a withdrawal ends it with an instant, and nothing is
 * overwritten. It concerns values of classes and says nothing of mediation, which is agreed to elsewhere.
 */
export const createProcessingConsents: Migration = {
  at: 1796400200000,
  name: 'CreateProcessingConsents',
  up: [
    `create table processing_consent (
       id uuid primary key, shard smallint not null, case_id uuid not null, party_id uuid not null,
       classes text[] not null check (classes <> '{}'), processor_id uuid not null references unit (id),
       given_by uuid not null references person (id), given_at timestamptz not null, until timestamptz check (until > given_at),
       entry_id uuid not null, ended_at timestamptz, is_withdrawn boolean not null default false)`,
    `create unique index processing_consent_standing on processing_consent (case_id, party_id) where ended_at is null`,
    `create index processing_consent_by_person on processing_consent (given_by, given_at)`,
  ],
};

/** A party may have agreed to several things, each until an instant of its own. */
export const separateProcessingConsents: Migration = {
  at: 1796400201000,
  name: 'SeparateProcessingConsents',
  up: [
    `drop index processing_consent_standing`,
    `create index processing_consent_standing on processing_consent (case_id, party_id) where ended_at is null`,
  ],
};
