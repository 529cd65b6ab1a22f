import { Extensions } from 'type-graphql';

/** Who is shown what, in a few words that can be tested. The second part says it to a reader of the matrix. */
export const accessRules = {
  // of what an object shows, once it is at hand
  open: 'Facts about the platform, the law and public bodies: shown to everybody.',
  signedIn: 'Shown to whoever is signed in; empty or refused without.',
  own: 'Of the viewer alone: nobody else is ever shown it.',
  case: 'Shown to whoever sees the case that it belongs to.',
  internal: 'Shown to those who work on the case by a post or an assignment; null for its parties.',
  masked: 'A mask for whoever sees the case; opened for a purpose by who works on it and by the person concerned, and on record.',
  assigned:
    'Opened for whoever the case is assigned to and for the person concerned (own values), on record; null for others, who state a purpose.',
  carried: 'Holds what its operation or list has found, and nothing else.',
  // of operations
  seen: 'Answers for what the viewer sees; what is foreign is as absent: null, or not in the list.',
  supervised: 'For a post at the unit or above it; else UNAUTHENTICATED or FORBIDDEN.',
  stream: 'For whoever is signed in (else UNAUTHENTICATED): tells what happens to cases while the viewer sees them.',
  opener: 'For those who may open a case of the type (`openedBy`); else UNAUTHENTICATED or FORBIDDEN.',
  mover: 'For those by whom the move may be made (`by`); FORBIDDEN for others who see the case, NOT_FOUND for all else.',
  worker: 'For those who work on the case; FORBIDDEN for its parties, NOT_FOUND for all else.',
  supervisor: 'For a supervisor over the unit of the case; FORBIDDEN for others who see it, NOT_FOUND for all else.',
  inEmergency: 'For a post that would show the case if it were of its own unit; else FORBIDDEN, and NOT_FOUND for what may not be opened.',
  holder: 'For whoever has the secret; NOT_FOUND for all else.',
  workerOrSubject: 'For those who work on the case and for the person concerned; FORBIDDEN for others who see it, NOT_FOUND for all else.',
  subject: 'For the person concerned, a guardian or a near relative; FORBIDDEN for others who see the case, NOT_FOUND for all else.',
  workerOrApplicant: 'For those who work on the case, and its applicant until somebody has signed for it; else FORBIDDEN or NOT_FOUND.',
} as const satisfies Record<string, string>;

export type AccessRule = keyof typeof accessRules;

/** Who asks: a gateway for residents (`SURFACE=public`) has nothing in its schema that staff alone ask. */
export type AskedBy = 'residents' | 'staff';

const accessKey = 'maplebridgeAccess';
const askedByKey = 'maplebridgeAskedBy';

/**
 * Says who is shown the fields of an object, or who gets an answer from a root field. Every object type and every root field of a schema
 * says so, those of plugins too: one that does not refuses the start. A field that differs from its object has a rule of its own.
 * A root field is for staff unless it says `residents`; a field of an object is for both, unless it says `staff` or its rule does.
 */
export const access = (rule: AccessRule, askedBy?: AskedBy): ClassDecorator & MethodDecorator & PropertyDecorator =>
  Extensions({ [accessKey]: rule, ...(askedBy ? { [askedByKey]: askedBy } : {}) });

/** Rules that a resident is never let in by. */
const staffRules: ReadonlySet<AccessRule | undefined> = new Set<AccessRule>(['internal', 'supervised']);

const saidIn = (extensions: Readonly<Record<string, unknown>>): unknown => extensions[askedByKey];

/** Do residents ask this root field? Silence means staff, so that nothing is served to the outside by being forgotten. */
export const isRootForResidents = (extensions: Readonly<Record<string, unknown>>): boolean => saidIn(extensions) === 'residents';

/** Is this field of an object or interface there for residents? */
export const isShownToResidents = (extensions: Readonly<Record<string, unknown>>): boolean =>
  saidIn(extensions) !== 'staff' && !staffRules.has(accessIn(extensions));

/** The rule in what the schema keeps beside a type or field; undefined where none was given. */
export const accessIn = (extensions: Readonly<Record<string, unknown>>): AccessRule | undefined => {
  const rule = extensions[accessKey];
  return typeof rule === 'string' && rule in accessRules ? (rule as AccessRule) : undefined;
};
