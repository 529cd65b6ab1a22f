import type { Language } from '@maplebridge/contract';
import type { Identity } from './identity/identity';

/**
 * Rights as loaded for this very request, or as an earlier one left them: only for operations whose statements compare them with those
 * that hold, and load them anew when they differ.
 */
export type Rights = 'fresh' | 'remembered';

/** What resolvers receive, made anew for every request. */
export type ContextFor = (arrival: Arrival, rights?: Rights) => Promise<object>;

/** Somebody at a door, before anything is known about their posts: what a request context is made from. */
export interface Arrival {
  /** Null for a visitor without a token. */
  readonly identity: Identity | null;
  readonly language: Language;
  /** In every answer and log line of this request or socket operation. */
  readonly requestId: string;
  /** The nearest address that is not a proxy listed in TRUST_PROXY. */
  readonly address: string;
  readonly transport: 'http' | 'socket' | 'events';
}
