import { errorCodes, type ErrorCode, type MoveOption, type Source } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { ErrorCodeEnum } from '../enums';
import { shown, spoken } from '../shown';
import { CitationObject } from './citation';
import { access } from '../access/access';

type Refused = NonNullable<MoveOption['refusal']>;

@access('case')
@ObjectType('Refusal', { description: 'Why not. It speaks only of what this viewer may see.' })
export class RefusalObject {
  @shown(() => ErrorCodeEnum, { description: 'The code that making the move would answer with.' })
  code: string;

  @spoken('What was asked, why not, and what would work.', (refused: Refused) => refused.text)
  message: string;

  @shown(() => CitationObject, {
    nullable: true,
    description: 'The rule that refuses, where there is one.',
    read: ({ details }: Refused) => details.source ?? null,
  })
  source: Source;
}

@access('case')
@ObjectType('MoveOption', { description: 'A move of the lifecycle: open to this viewer now, or why not.' })
export class MoveOptionObject {
  @shown(() => String, { description: 'Code of the move, for `moveCase` and the typed mutations.' })
  code: string;

  @spoken('What the button says.', (option: MoveOption) => option.label)
  label: string;

  @shown(() => Boolean, { description: 'May this viewer make it now?' })
  isOpen: boolean;

  @shown(() => [String], { description: 'What must be known first: names of details or requirements.' })
  needs: readonly string[];

  @shown(() => RefusalObject, { nullable: true, description: 'Why it is not open; null when it is.' })
  refusal: Refused;
}

interface Explanation {
  readonly code: ErrorCode;
}

@access('open')
@ObjectType('ErrorExplanation', { description: 'What an error code means and what would work.' })
export class ErrorExplanationObject {
  @shown(() => ErrorCodeEnum, { description: 'The code, as in `extensions.code`.' })
  code: string;

  @spoken('What it means.', ({ code }: Explanation) => errorCodes[code].meaning)
  meaning: string;

  @spoken('What would work.', ({ code }: Explanation) => errorCodes[code].remedy)
  remedy: string;

  @shown(() => Boolean, {
    description: 'Can the very same request succeed later?',
    read: ({ code }: Explanation) => errorCodes[code].isRetryable,
  })
  isRetryable: boolean;
}
