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

/**
 * Takes classes out of what stands for a party, because they are taken back or agreed to anew. What else a consent is about goes on as it was
 * given: by whom, when and until when.
 */
export const takeFromConsents = (
  query: Query,
  { caseId, partyId, classes, at, isWithdrawn }: Pick<NewProcessingConsent, 'caseId' | 'partyId' | 'classes'> & TakenFrom,
): Promise<object[]> =>
  query(
    `with ended as (
       update core.processing_consent set ended_at = $4, is_withdrawn = $5::boolean and classes <@ $3::text[]
        where case_id = $1 and party_id = $2 and ended_at is null and (until is null or until > $4) and classes && $3 returning *)
     insert into core.processing_consent
       (id, shard, case_id, party_id, classes, processor_id, given_by, given_at, until, entry_id, ended_at, is_withdrawn)
     select gen_random_uuid(), shard, case_id, party_id, part.of, processor_id, given_by, given_at, until, entry_id,
         case when part.is_taken then $4::timestamptz end, part.is_taken
       from ended cross join lateral (values
         (array(select unnest(ended.classes) except select unnest($3::text[]) order by 1), false),
         (array(select unnest(ended.classes) intersect select unnest($3::text[]) order by 1), true)) part (of, is_taken)
      where not ended.classes <@ $3 and (not part.is_taken or $5)`,
    [caseId, partyId, classes, at, isWithdrawn],
  );

interface TakenFrom {
  readonly at: Date;
  readonly isWithdrawn: boolean;
}

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
