import type { PolicyValue } from '@maplebridge/contract';
import { access, DateTimeScalar, IdempotencyKeyScalar, shown, spoken } from '@maplebridge/graph';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Reading } from './noise';
import type { PartOfDay } from './policies';

/** A reading with the limit that holds at its place and hour. */
export interface JudgedReading extends Reading {
  readonly part: PartOfDay;
  readonly limit: PolicyValue;
}

@access('carried')
@ObjectType('NoiseReading', {
  description: 'What a meter showed at a night-market dispute, beside the limit that holds there at that hour.',
})
export class NoiseReadingObject {
  @shown(() => Int, { description: 'What was measured, whole dB(A).' })
  decibels: number;

  @shown(() => DateTimeScalar, { description: 'When it was measured.' })
  measuredAt: Date;

  @shown(() => Boolean, {
    description: 'Was it between 22:00 and 06:00 where the unit is?',
    read: ({ part }: JudgedReading) => part === 'night',
  })
  isNight: boolean;

  @shown(() => Int, {
    description: 'The limit for the zone and the part of the day, dB(A): policy of the place.',
    read: ({ limit }: JudgedReading) => limit.value,
  })
  limit: number;

  @shown(() => Boolean, {
    description: 'Is it above the limit? A reading is an indication, no finding.',
    read: ({ decibels, limit }: JudgedReading) => decibels > limit.value,
  })
  isAboveLimit: boolean;

  @spoken('The standard or local rule that sets the limit.', ({ limit }: JudgedReading) => limit.source.instrument)
  standard: string;

  @shown(() => Boolean, {
    description: 'True when somebody compared the limit with the official text.',
    read: ({ limit }: JudgedReading) => limit.source.verified !== undefined,
  })
  isVerified: boolean;
}

@InputType('RecordNightMarketDisputeNoiseInput', { description: 'What a meter showed.' })
export class RecordNoiseInput {
  @Field(() => ID, { description: 'Global id of the case.' })
  id: string;

  @Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })
  expectedVersion: number;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;

  @Field(() => Int, { description: 'What was measured, whole dB(A) from 0 to 194.' })
  decibels: number;

  @Field(() => DateTimeScalar, { description: 'When it was measured; not in the future.' })
  measuredAt: Date;
}
