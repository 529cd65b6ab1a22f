import { isInForce, type RequestContext, type Source } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { DateScalar } from '../scalars/instants';
import { shown, spoken } from '../shown';
import { access } from '../access/access';

@access('open')
@ObjectType('Citation', {
  description:
    'The rule that decided: a law, a standard, a local document, or a convention of this platform (which says that it is no law).',
})
export class CitationObject {
  @spoken('Name of the law, regulation, standard or local document.', (source: Source) => source.instrument)
  instrument: string;

  @shown(() => String, {
    nullable: true,
    description: 'Article, paragraph or clause as the instrument counts them; `-` where it has none.',
  })
  article: string;

  @shown(() => String, { description: 'The version that was read: year or number of promulgation or amendment.' })
  version: string;

  @shown(() => DateScalar, { nullable: true, description: 'First day in force.' })
  inForceFrom: string;

  @shown(() => DateScalar, { nullable: true, description: 'First day no longer in force; null while it is.' })
  inForceUntil: string;

  @shown(() => Boolean, {
    description: 'Is it in force today (UTC)?',
    read: (source: Source, _args: object, context: RequestContext) => isInForce(source, context.now().toISOString().slice(0, 10)),
  })
  isInForce: boolean;

  @shown(() => Boolean, {
    description: 'True when somebody compared it with the official text. Never show an unverified rule as fact.',
    read: (source: Source) => source.verified !== undefined,
  })
  isVerified: boolean;

  @spoken('What it says, where the text is at hand.', (source: Source) => source.text ?? null, { nullable: true })
  text: string;
}
