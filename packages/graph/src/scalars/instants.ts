import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

const instantForm = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/;

export const unfit = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

export const textOf = (node: ValueNode, scalar: string): string => {
  if (node.kind === Kind.STRING) return node.value;
  throw unfit(`${scalar} is written as a string.`);
};

/** True when the calendar has such a day: JavaScript's own reader would make 1 March of 30 February. */
const isDay = (year: number, month: number, day: number): boolean =>
  year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

function readInstant(value: unknown): Date {
  const parts = typeof value === 'string' ? instantForm.exec(value) : null;
  const [year, month, day, hour, minute, second] = (parts?.slice(1) ?? []).map(Number);
  const isClock = (hour ?? 24) < 24 && (minute ?? 60) < 60 && (second ?? 60) < 60;
  if (!isDay(year ?? 0, month ?? 0, day ?? 0) || !isClock) {
    throw unfit('A DateTime is an RFC 3339 instant with its offset, e.g. "2024-05-01T09:30:00+08:00" or "2024-05-01T01:30:00Z".');
  }
  return new Date(value as string); // a string: the pattern matched
}

function writeInstant(value: unknown): string {
  const instant = value instanceof Date ? value : new Date(value as string); // JSON built by the database carries instants as text
  return instant.toISOString();
}

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description:
    'Instant of RFC 3339 with its offset. Answers are in UTC with milliseconds, `2024-05-01T01:30:00.000Z`; input may use any offset but needs one.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  parseValue: readInstant,
  parseLiteral: (node) => readInstant(textOf(node, 'A DateTime')),
  serialize: writeInstant,
});

function readDay(value: unknown): string {
  const parts = typeof value === 'string' ? dayForm.exec(value) : null;
  const [year, month, day] = (parts?.slice(1) ?? []).map(Number);
  if (!isDay(year ?? 0, month ?? 0, day ?? 0)) throw unfit('A Date is a calendar day, e.g. "2024-05-01".');
  return value as string; // the pattern matched
}

export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'Calendar day of RFC 3339 (full-date) without time or zone, `2024-05-01`: the day where the matter is handled.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339#section-5.6',
  parseValue: readDay,
  parseLiteral: (node) => readDay(textOf(node, 'A Date')),
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : readDay(value)),
});
