import type { FieldClass } from './fields';
import type { EmergencyOutcome, EmergencyRecord, ExclusionRecord, ProcessingConsentRecord } from './people';
import type { Receipt } from './receipt';

/** Excludes somebody from a case for a conflict of interest, or ends that. */
export interface ExclusionInput {
  readonly caseId: string;
  /** Whom; absent: the viewer themselves. */
  readonly personId?: string;
  /** Why, for supervisors. Kept apart from the ledger. */
  readonly reason: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** Opens a case that the viewer does not see, for a time. */
export interface EmergencyInput {
  readonly number: string;
  /** Why, for supervisors. Kept apart from the ledger. */
  readonly reason: string;
  readonly idempotencyKey: string;
}

/** Says whether an emergency was one. */
export interface ReviewInput {
  readonly emergencyId: string;
  readonly outcome: EmergencyOutcome;
  /** What the review found, for supervisors. */
  readonly note: string;
  readonly idempotencyKey: string;
}

/** The link by which a party takes part without an account. */
export interface PartyLinkInput {
  readonly partyId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

export interface PartyLinkReceipt extends Receipt {
  /** 22 letters of base64url, 128 bits; null for a replay: it was told once. */
  readonly secret: string | null;
  readonly until: Date;
}

export interface ClaimLinkInput {
  readonly secret: string;
  readonly idempotencyKey: string;
}

/** What a person lets be processed of a party that they are, or for whom they stand; to take it back takes the same. */
export interface ProcessingConsentInput {
  readonly partyId: string;
  readonly classes: readonly FieldClass[];
  /** The first instant at which it holds no more; absent: until it is withdrawn. Means nothing for a withdrawal. */
  readonly until?: Date;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** What is done about who sees a case. */
export interface SightDesk {
  /** Takes the place of the link that the party had. */
  createPartyLink(input: PartyLinkInput): Promise<PartyLinkReceipt>;
  revokePartyLink(input: PartyLinkInput): Promise<Receipt>;
  /** The party becomes the viewer's, and the link ends. */
  claimPartyLink(input: ClaimLinkInput): Promise<Receipt>;
  /** Takes the place of what the party consented to before. */
  giveProcessingConsent(input: ProcessingConsentInput): Promise<Receipt>;
  /** What is left of the consent stays; values of the classes are opened for nobody by it from the next request on. */
  withdrawProcessingConsent(input: ProcessingConsentInput): Promise<Receipt>;
  /** Of the viewer, the newest first, at most 100. */
  processingConsents(): Promise<readonly ProcessingConsentRecord[]>;
  /** Whoever works on the case themselves, a supervisor over its unit anybody. The case keeps its unit; who handled it does not any more. */
  exclude(input: ExclusionInput): Promise<Receipt>;
  liftExclusion(input: ExclusionInput & { readonly personId: string }): Promise<Receipt>;
  /** Who is excluded now, at most 100; null for whoever is no supervisor over the unit of the case. */
  exclusionsOf(caseId: string): Promise<readonly ExclusionRecord[] | null>;
  /** NOT_FOUND for an absent number and for one that may not be opened. The entry's payload says until when. */
  openInEmergency(input: EmergencyInput): Promise<Receipt>;
  /** By a supervisor over the unit of the case, never by who opened it. */
  reviewEmergency(input: ReviewInput): Promise<Receipt>;
  /** What waits for a review by the viewer, the oldest first, at most 100. */
  awaitedReviews(): Promise<readonly EmergencyRecord[]>;
}
