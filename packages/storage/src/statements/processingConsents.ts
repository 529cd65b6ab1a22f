import { randomUUID } from 'node:crypto';
import type { FieldClass, ProcessingConsentRecord } from '@maplebridge/contract';
import type { Query } from '../database/database';

export interface StandingConsent {
  readonly partyId: string;
  readonly classes: readonly FieldClass[];
  readonly until: Date | null;
}

export interface NewProcessingConsent extends StandingConsent {
  readonly caseId: string;
  readonly processorId: string;
  readonly givenBy: string;
  readonly givenAt: Date;
  readonly entryId: string;
}

/** Ends what stands for the party. Withdrawn: the person took it back; else another consent takes its place. */
export const endProcessingConsent = (
  query: Query,
  { caseId, partyId, at, isWithdrawn }: { caseId: string; partyId: string; at: Date; isWithdrawn: boolean },
): Promise<object[]> =>
  query(
    `update core.processing_consent set ended_at = $3, is_withdrawn = $4 where case_id = $1 and party_id = $2 and ended_at is null returning id`,
    [caseId, partyId, at, isWithdrawn],
  );

export async function insertProcessingConsent(query: Query, one: NewProcessingConsent): Promise<void> {
  await query(
    `insert into core.processing_consent (id, shard, case_id, party_id, classes, processor_id, given_by, given_at, until, entry_id)
     values ($1, core.shard_of($2), $2, $3, $4, $5, $6, $7, $8, $9)`,
    [randomUUID(), one.caseId, one.partyId, one.classes, one.processorId, one.givenBy, one.givenAt, one.until, one.entryId],
  );
}

/** What holds now in a case. */
export const standingConsents = (query: Query, caseId: string, now: Date): Promise<StandingConsent[]> =>
  query<StandingConsent>(
    `select party_id as "partyId", classes, until from core.processing_consent
      where case_id = $1 and ended_at is null and (until is null or until > $2)`,
    [caseId, now],
  );

export const processingConsentsOf = (query: Query, personId: string): Promise<ProcessingConsentRecord[]> =>
  query<ProcessingConsentRecord>(
    `select id, case_id as "caseId", party_id as "partyId", classes, processor_id as "processorId", given_at as "givenAt", until,
       case when is_withdrawn then ended_at end as "withdrawnAt"
       from core.processing_consent where given_by = $1 and (ended_at is null or is_withdrawn) order by given_at desc, id limit 100`,
    [personId],
  );
