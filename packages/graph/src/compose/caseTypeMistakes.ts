import type { AnyCaseType, FieldSpec } from '@maplebridge/contract';
import { reservedInputs, takingMoves } from '../case-type/inputs';
import { isEnumValue, isGraphqlName, namesOf } from '../case-type/names';

const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const int32 = { min: -2147483648, max: 2147483647 };

/** What a case type says that the schema cannot: names that are none, numbers that no Int holds, inputs that collide. */
export function caseTypeMistakes(type: AnyCaseType): readonly string[] {
  const taken = takingMoves(type);
  const { one, many } = namesOf(type);
  return [
    ...(kebabCase.test(type.name) ? [] : [`case type "${type.name}": the name is not kebab-case, e.g. "medical-dispute".`]),
    ...(one === many ? [`case type "${type.name}": one of it and many have the same name.`] : []),
    ...codes(type, 'state', Object.keys(type.states)),
    ...codes(type, 'move', Object.keys(type.moves)),
    ...type.fields.flatMap((field) => fieldMistakes(`detail "${field.name}" of "${type.name}"`, field)),
    ...taken.flatMap(({ move, fields }) => fields.flatMap((field) => takenMistakes(type, move, field))),
    ...taken
      .filter(({ fields }) => fields.length === 0)
      .map(({ move }) => `move "${move}" of "${type.name}" takes a class without any decorated field.`),
  ];
}

const codes = (type: AnyCaseType, what: string, all: readonly string[]): readonly string[] =>
  all
    .filter((code) => !isEnumValue(code))
    .map((code) => `${what} "${code}" of "${type.name}" is no GraphQL enum value: letters, digits and _, not starting with a digit.`);

function takenMistakes(type: AnyCaseType, move: string, field: FieldSpec): readonly string[] {
  const where = `input "${field.name}" of move "${move}" of "${type.name}"`;
  const reserved = reservedInputs.includes(field.name) ? [`${where} has the name of an argument that every move has; rename it.`] : [];
  return [...reserved, ...fieldMistakes(where, field)];
}

function fieldMistakes(where: string, { name, type }: FieldSpec): readonly string[] {
  const mistakes = isGraphqlName(name) ? [] : [`${where} is no GraphQL name.`];
  if (type.kind === 'integer' && (type.min < int32.min || type.max > int32.max)) {
    mistakes.push(
      `${where} ranges from ${type.min} to ${type.max}; a GraphQL Int holds ${int32.min} to ${int32.max}. Choose a larger unit, e.g. thousands.`,
    );
  }
  if (type.kind === 'choice') {
    if (!isGraphqlName(type.name)) mistakes.push(`${where} is a choice named "${type.name}", which is no GraphQL name.`);
    mistakes.push(
      ...Object.keys(type.options)
        .filter((option) => !isEnumValue(option))
        .map((option) => `${where} offers "${option}", which is no GraphQL enum value.`),
    );
    if (Object.keys(type.options).length === 0) mistakes.push(`${where} offers nothing to choose.`);
  }
  return mistakes;
}
