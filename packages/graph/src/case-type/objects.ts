import type { AnyCaseType, CaseRecord, Constructor } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { CaseInterface } from '../objects/case';
import { ChangeObject } from '../objects/change';
import { caseConnectionObjects } from '../objects/connection';
import { NodeInterface } from '../objects/node';
import { caseWritten } from '../plan/entries';
import { caseOfReceipt } from '../receipts';
import { shown } from '../shown';
import { codeEnum, described } from './codeEnum';
import { detailsObject } from './details';
import { namesOf } from './names';
import { access } from '../access/access';

/** The GraphQL objects of a case type, for a plugin's own resolvers. */
export interface CaseObjects {
  /** The fields of the shared `Case` plus the jurisdiction's own `details`. Its root is a `CaseRecord`. */
  readonly Case: Constructor<object>;
  /** A page of them: its root comes from `caseConnection`. */
  readonly Connection: Constructor<object>;
  /** What a mutation of such a case answers: its root comes from `receiptValue`. */
  readonly Payload: Constructor<object>;
  /** Undefined when the type declares no field. */
  readonly Details: Constructor<object> | undefined;
  /** Enum of states, for arguments. */
  readonly State: object;
  /** Enum of moves, for arguments; undefined when there is none. */
  readonly Move: object | undefined;
}

const made = new WeakMap<AnyCaseType, CaseObjects>();

/** Made once however often they are asked for, so that resolvers and composition mean the same classes. */
export function caseObjects(type: AnyCaseType): CaseObjects {
  const objects = made.get(type) ?? makeObjects(type);
  made.set(type, objects);
  return objects;
}

function makeObjects(type: AnyCaseType): CaseObjects {
  const { One } = namesOf(type);
  const Details = detailsObject(type);

  @access('case')
  @ObjectType(One, { implements: [CaseInterface, NodeInterface], description: `${described(type.label)} ${type.description}` })
  class Case {}
  if (Details)
    shown(() => Details, {
      description: 'What only this type of case has.',
      read: ({ details }: CaseRecord) => details,
      plan: { detailsOf: type.name },
    })(Case.prototype, 'details');

  const { Connection } = caseConnectionObjects(One, () => Case);
  const labels = <Spec extends { readonly label: CaseLabel }>(specs: Readonly<Record<string, Spec>>) =>
    Object.fromEntries(Object.entries(specs).map(([code, { label }]) => [code, label]));
  const hasMoves = Object.keys(type.moves).length > 0;
  return {
    Case,
    Connection,
    Payload: payloadObject(One, Case),
    Details,
    State: codeEnum(
      `${One}State`,
      `States of a ${type.label.en.toLowerCase()}, for arguments; \`CaseStatus.code\` has the same codes.`,
      labels(type.states),
    ),
    Move: hasMoves ? codeEnum(`${One}Move`, `Moves of a ${type.label.en.toLowerCase()}, for arguments.`, labels(type.moves)) : undefined,
  };
}

type CaseLabel = AnyCaseType['label'];

function payloadObject(One: string, Case: Constructor<object>): Constructor<object> {
  @access('carried')
  @ObjectType(`${One}Payload`, { description: 'What a mutation did to the case.' })
  class Payload {
    @shown(() => Case, {
      nullable: true,
      description: 'The case as it stands now; null when it has left the viewer’s sight.',
      read: caseOfReceipt,
      entry: caseWritten,
    })
    case: object;

    @shown(() => ChangeObject, {
      description: 'The change that was made. A replay of the same key returns the first one.',
      checksRights: true,
    })
    change: object;
  }
  return Payload;
}
