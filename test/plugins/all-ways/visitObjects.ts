import { access, DateTimeScalar, IdempotencyKeyScalar, shown } from '@maplebridge/graph';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';

@access('carried')
@ObjectType('ParkingVisit', { description: 'What an officer found at the place of a parking dispute.' })
export class VisitObject {
  @shown(() => Int, { description: 'Vehicles in the way, from 0 to 500.' })
  vehicles: number;

  @shown(() => DateTimeScalar, { description: 'When somebody was there.' })
  visitedAt: Date;
}

@InputType('RecordParkingDisputeVisitInput', { description: 'What was found, and who shall survey it.' })
export class RecordVisitInput {
  @Field(() => ID, { description: 'Global id of the case.' })
  id: string;

  @Field(() => Int, { description: '`Case.version` as it was read; VERSION_CONFLICT when the case has changed since.' })
  expectedVersion: number;

  @Field(() => IdempotencyKeyScalar, { description: 'Made once per intent.' })
  idempotencyKey: string;

  @Field(() => Int, { description: 'Vehicles in the way, from 0 to 500.' })
  vehicles: number;

  @Field(() => ID, { nullable: true, description: 'Global id of a person who shall survey the place, and sees the case from now on.' })
  surveyor?: string;
}
