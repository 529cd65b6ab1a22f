/**
 * What one operation may ask for, over HTTP and sockets alike. None of these figures is law: they are conventions of this platform,
 * chosen above what the GraphiQL introspection and the project's own clients need, and unverified against real traffic.
 */
export const limits = {
  /** Lexical tokens of the document: bounds the parser before anything is built. */
  tokens: 1000,
  depth: 12,
  aliases: 15,
  directives: 10,
  /** Fields once fragments are spread out. */
  fields: 500,
  rootFields: 20,
  /** Objects and values that the answer may hold at most, by the estimate of `estimateCost`. */
  cost: 50_000,
  /** Errors in one answer. */
  errors: 10,
  /** The largest page; resolvers refuse more, the estimate counts no more. */
  page: 100,
  /** Assumed rows of a paged field without `first` and `last`. */
  assumedPage: 50,
  /** Assumed entries of a list that takes no page size. */
  assumedList: 10,
} as const;
