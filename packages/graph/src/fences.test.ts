import { Arg, Field, FieldResolver, InputType, Int, Mutation, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import { CaseInterface, caseObjects, composeSchema, PersonalObject, UnitObject } from './index';
import { noise, noiseComplaint, stalls } from './testing/jurisdictions';
import { adding, mistakesOf } from './testing/mistakesOf';
import { access } from './access/access';

@Resolver()
class NoiseLevels {
  @access('open')
  @Query(() => Int, { description: 'd' })
  noiseAndStallsLevel(): number {
    return 1;
  }
}

@Resolver()
class StallLevels {
  @access('open')
  @Query(() => Int, { description: 'd' })
  noiseAndStallsLevel(): number {
    return 2;
  }

  @access('open')
  @Query(() => Int, { description: 'd' })
  cases(): number {
    return 3;
  }
}

test('equal root fields name both jurisdictions, or the core', () => {
  expect(mistakesOf(adding(noise, NoiseLevels), adding(stalls, StallLevels))).toEqual([
    'root field "Query.noiseAndStallsLevel": declared by "noise" and by "stalls"; rename one of them.',
    'root field "Query.cases": declared by the core and by "stalls"; rename one of them.',
    expect.stringContaining('root field "Query.cases" of "stalls" bears no name of a case type'),
  ]);
});

@access('open')
@ObjectType('Sound', { description: 'd' })
class NoiseSound {
  @Field(() => Int, { description: 'd' })
  level: number;
}

@InputType('Sound', { description: 'd' })
class StallSound {
  @Field(() => Int, { description: 'd' })
  level: number;
}

const side = { left: 'left' };
registerEnumType(side, { name: 'Side', description: 'd', valuesConfig: { left: { description: 'd' } } });

@Resolver()
class NoiseSounds {
  @access('open')
  @Query(() => NoiseSound, { description: 'd' })
  noiseSound(): object {
    return {};
  }
}

@Resolver()
class StallSounds {
  @access('worker')
  @Mutation(() => Int, { description: 'd' })
  stallSound(
    @Arg('sound', () => StallSound, { description: 'd' }) _sound: object,
    @Arg('side', () => side, { description: 'd' }) _side: string,
  ): number {
    return 1;
  }
}

test('equal names of types, enums and inputs name both owners', () => {
  expect([...mistakesOf(adding(noise, NoiseSounds), adding(stalls, StallSounds))].sort()).toEqual([
    'type "Side": declared by the core and by "stalls"; rename one of them, or declare it once and use it twice.',
    'type "Sound": declared by "noise" and by "stalls"; rename one of them, or declare it once and use it twice.',
  ]);
});

@Resolver(() => caseObjects(noiseComplaint).Case)
class OnNoise {
  @access('open')
  @FieldResolver(() => Int, { description: 'd' })
  stallsNearby(): number {
    return 1;
  }
}

@Resolver(() => PersonalObject)
class OnPersonal {
  @access('open')
  @FieldResolver(() => Int, { description: 'd' })
  age(): number {
    return 1;
  }
}

@Resolver(() => CaseInterface)
class OnCase {
  @access('open')
  @FieldResolver(() => Int, { description: 'd' })
  summary(): number {
    return 1;
  }
}

test('a field on another one’s type is foreign, and a field that is there already is taken', () => {
  expect(mistakesOf(noise, adding(stalls, OnNoise, OnPersonal, OnCase))).toEqual([
    'field "NoiseComplaint.stallsNearby": added by "stalls" to a type of "noise"; fields may be added to Case, Unit and Place only.',
    'field "Personal.age": added by "stalls" to a type of the core; fields may be added to Case, Unit and Place only.',
    'field "Case.summary": declared by the core and by "stalls"; rename one of them.',
  ]);
  expect(mistakesOf(adding(noise, OnNoise), stalls)).toEqual([]);
});

@Resolver()
class Nameless {
  @access('open')
  @Query(() => Int, { description: 'd' })
  overdue(): number {
    return 1;
  }
}

test('a root field says by its name whose it is', () => {
  expect(mistakesOf(adding(noise, Nameless))).toEqual([
    'root field "Query.overdue" of "noise" bears no name of a case type or of the jurisdiction; put one of Noise, NoiseComplaint into it.',
  ]);
});

@InputType('NoiseWish', { description: 'd' })
class NoiseWish {
  @Field(() => Int)
  level: number;
}

const mood = { calm: 'calm' };
registerEnumType(mood, { name: 'NoiseMood' });

@Resolver()
class Silent {
  @access('open')
  @Query(() => mood, { nullable: true })
  noiseSilence(@Arg('wish', () => NoiseWish) _wish: object): string {
    return 'calm';
  }
}

const silence = [
  'argument Query.noiseSilence(wish) has no description.',
  'enum value NoiseMood.calm has no description.',
  'field Query.noiseSilence has no description.',
  'input field NoiseWish.level has no description.',
  'type NoiseMood has no description.',
];

test('what has no description is listed, beside every other mistake', () => {
  expect([...mistakesOf(adding(noise, Silent))].sort()).toEqual(silence);
  expect(mistakesOf(adding(noise, Silent), adding(stalls, Nameless))).toEqual(
    expect.arrayContaining([...silence, expect.stringContaining('Query.overdue')]),
  );
});

test('all mistakes stand in one message', () => {
  expect(() => composeSchema([adding(noise, Nameless), adding(stalls, StallLevels)], { isDevelopment: false })).toThrow(
    /do not make one schema:\n {2}- .*\n {2}- /,
  );
});

@ObjectType('NoiseEcho', { description: 'd' })
class NoiseEcho {
  @Field(() => Int, { description: 'd' })
  level: number;
}

@Resolver(() => UnitObject)
class SilentNoise {
  @Query(() => NoiseEcho, { description: 'd' })
  noiseEcho(): object {
    return {};
  }

  @FieldResolver(() => Int, { description: 'd' })
  noiseAround(): number {
    return 1;
  }
}

test('a type, a root field and a field on somebody else’s type that do not say who may see them are named', () => {
  expect(mistakesOf(adding(noise, SilentNoise))).toEqual([
    'Unit.noiseAround does not say who is shown it; put @access(...) above it.',
    'type NoiseEcho does not say who is shown level; put @access(...) above its class.',
    'Query.noiseEcho does not say who may ask it; put @access(...) above it.',
  ]);
});
