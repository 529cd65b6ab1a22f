import type { Documents } from '../documents/documents';

/** Is this one to be looked into before Apollo sees it? */
export const speaksOfSubscriptions = (text: string | null): text is string => text !== null && /\bsubscription\b/.test(text);

/**
 * The faults of a document that speaks of subscriptions, found before Apollo sees it: graphql-js throws some of them in the middle of
 * validating (a literal that is no Boolean under `@include`), and Apollo makes a bug of ours of what is thrown there. Null: none, or none that is found here.
 */
export function faultsOfSubscription(text: string, documents: Documents): readonly unknown[] | null {
  try {
    return documents.read(text).errors;
  } catch {
    return null; // cannot be parsed, which Apollo says well
  }
}
