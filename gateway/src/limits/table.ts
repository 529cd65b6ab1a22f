/** One limit: how much, of what, and what whoever goes beyond it is told. */
export interface Limit {
  readonly value: number;
  readonly unit: string;
  /** A code of the closed list, a status of HTTP, a close code of a socket; for what is only counted or kept, what happens instead. */
  readonly beyond: string;
  /** Of a bucket that holds `value`: how much of it comes back in a second. */
  readonly perSecond?: number;
  /** The environment variable that sets it; of a bucket, how much comes back. */
  readonly variable?: string;
}

type Group = Readonly<Record<string, Limit>>;

/** What one operation may ask for, at every door. `page` and the two below it are what the estimate of a cost goes by. */
const documents = {
  tokens: { value: 1000, unit: 'lexical tokens of a document: bounds the parser before anything is built', beyond: 'COST_EXCEEDED' },
  depth: { value: 12, unit: 'levels', beyond: 'COST_EXCEEDED' },
  aliases: { value: 15, unit: 'aliases', beyond: 'COST_EXCEEDED' },
  directives: { value: 10, unit: 'directives', beyond: 'COST_EXCEEDED' },
  fields: { value: 500, unit: 'fields once fragments are spread out', beyond: 'COST_EXCEEDED' },
  rootFields: { value: 20, unit: 'root fields', beyond: 'COST_EXCEEDED' },
  cost: { value: 50_000, unit: 'values that the answer may hold, as estimated', beyond: 'COST_EXCEEDED' },
  errors: { value: 10, unit: 'errors in one answer', beyond: 'the rest is left out' },
  page: { value: 100, unit: 'rows of a page', beyond: 'BAD_USER_INPUT' },
  assumedPage: { value: 50, unit: 'rows of a paged field without first and last', beyond: 'assumed by the estimate' },
  assumedList: { value: 10, unit: 'entries of a list that takes no page size', beyond: 'assumed by the estimate' },
} as const satisfies Group;

/** What one request may bring. */
const http = {
  body: { value: 256 * 1024, unit: 'bytes of a body', beyond: '413 PAYLOAD_TOO_LARGE' },
  headerBytes: { value: 16 * 1024, unit: 'bytes of headers', beyond: '431 BAD_USER_INPUT' },
  headers: { value: 100, unit: 'headers', beyond: '431 BAD_USER_INPUT' },
  url: { value: 8192, unit: 'characters of a URL', beyond: '414 BAD_USER_INPUT' },
} as const satisfies Group;

/** How long a request may take to arrive, so that nobody holds a line with a byte now and then. */
const arrivals = {
  headersMs: { value: 10_000, unit: 'ms until the headers are there', beyond: '408 BAD_USER_INPUT' },
  requestMs: { value: 30_000, unit: 'ms until the request is there', beyond: '408 BAD_USER_INPUT' },
  lookMs: { value: 2_000, unit: 'ms between two looks for late requests', beyond: 'with the 30 s of Node headers could take 40 s' },
} as const satisfies Group;

/** What somebody may hold open, and how far one connection may be behind. */
const connections = {
  operations: { value: 20, unit: 'operations on one connection', beyond: '4429' },
  socketsPerSubject: { value: 20, unit: 'connections of one person', beyond: '4429' },
  anonymousPerAddress: { value: 100, unit: 'connections of strangers at one address', beyond: '4429' },
  arrivingPerAddress: {
    value: 500,
    unit: 'sockets of one address that are not initialised yet, which is for initMs at most',
    beyond: '4429',
  },
  messagesPerSecond: {
    value: 200,
    unit: 'messages and pings a second on one socket: they cost more to answer than to send',
    beyond: '4429',
  },
  messageBytes: { value: 65_536, unit: 'bytes of one message', beyond: '1009' },
  bufferedBytes: { value: 1024 * 1024, unit: 'bytes that may wait in one connection for slowMs', beyond: '4208' },
  waitingBytes: {
    value: 65_536,
    unit: 'bytes of events that may wait in one connection',
    beyond: 'the rest is dropped, and a Resync sent',
  },
  slowMs: { value: 5000, unit: 'ms that a reader may be behind', beyond: '4208' },
  initMs: { value: 3000, unit: 'ms until a socket is initialised', beyond: '4408' },
  pingMs: { value: 12_000, unit: 'ms between two pings', beyond: 'a line that does not answer is cut' },
} as const satisfies Group;

/** What may be asked for over time. A value is an object or a leaf of the answer, by the estimate that `documents.cost` bounds. */
const requests = {
  perPerson: {
    value: 4_000_000,
    perSecond: 100_000,
    unit: 'values asked for by one person, wherever they are',
    beyond: '429 RATE_LIMITED',
    variable: 'RATE_PER_PERSON',
  },
  perAddress: {
    value: 4_000_000,
    perSecond: 100_000,
    unit: 'values asked for by all strangers of one address',
    beyond: '429 RATE_LIMITED',
    variable: 'RATE_PER_ADDRESS',
  },
  arrival: {
    value: 100,
    unit: 'values that any request or operation costs beside what it asks for',
    beyond: 'taken from the buckets above',
  },
} as const satisfies Group;

/** Buckets of tries: steady use passes, a burst empties the bucket of whoever bursts. */
const tries = {
  guesses: { value: 10, unit: 'secrets that somebody signed in may guess at', perSecond: 10 / 60, beyond: 'RATE_LIMITED' },
  ofOne: { value: 10, unit: 'failures of one credential from one address', perSecond: 10 / 60, beyond: '429 RATE_LIMITED' },
  ofAddress: { value: 100, unit: 'failures from one address', perSecond: 1, beyond: '429 RATE_LIMITED' },
  /** A hall is one address: this bounds the rows that a stranger can make wait, not the people who sign in. */
  signIns: { value: 600, unit: 'sign-ins begun at one address and not ended', perSecond: 10, beyond: '429 RATE_LIMITED' },
} as const satisfies Group;

/** How long pages stay signed in. */
const pages = {
  signInMs: { value: 10 * 60_000, unit: 'ms between leaving for the provider and coming back', beyond: '401 UNAUTHENTICATED' },
  idleMs: { value: 30 * 60_000, unit: 'ms without any request', beyond: '401 UNAUTHENTICATED' },
  sessionMs: { value: 12 * 3_600_000, unit: 'ms in all; then the provider is asked again', beyond: '401 UNAUTHENTICATED' },
  rotateMs: { value: 10 * 60_000, unit: 'ms that a cookie is good for', beyond: 'another takes its place' },
  graceMs: { value: 60_000, unit: 'ms for requests that were under way with the cookie before', beyond: 'it was stolen: the session ends' },
} as const satisfies Group;

/** What strangers can make a gateway remember. */
const memory = {
  documents: { value: 64 * 1024 * 1024, unit: 'bytes of documents, by estimate, at each of two places', beyond: 'the oldest is forgotten' },
  persistedQueries: { value: 16 * 1024 * 1024, unit: 'bytes of persisted queries', beyond: 'the oldest is forgotten' },
  bucketKeys: { value: 50_000, unit: 'people or addresses of one kind of bucket', beyond: 'the oldest is as if its bucket were full' },
  tokens: { value: 10_000, unit: 'credentials that were found good within a minute', beyond: 'the oldest is looked at anew' },
} as const satisfies Group;

/**
 * Every limit of the doors. None of these figures is law: they are conventions of this platform, chosen above what the GraphiQL
 * introspection and the project's own clients need, and unverified against real traffic. docs/limits.md shows this table.
 */
export const limitTable = { documents, http, arrivals, connections, requests, tries, pages, memory } as const;
