import type { Documents } from '../documents/documents';

/**
 * The faults of a document that speaks of subscriptions, found before Apollo sees it: graphql-js throws some of them in the middle of
 * validating (a literal that is no Boolean under `@include`), and Apollo makes a bug of ours of what is thrown there. Null: none, or none of these.
 */
export function faultsOfSubscription(text: string | null, documents: Documents): readonly unknown[] | null {
  if (text === null || !/\bsubscription\b/.test(text)) return null;
  try {
    return documents.read(text).errors;
  } catch {
    return null; // cannot be parsed, which Apollo says well
  }
}
