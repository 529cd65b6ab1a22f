import { fieldClasses, fieldsOf, type AnyCaseType, type Constructor, type FieldSpec, type MoveSpec } from '@maplebridge/contract';
import { isLabel, isSaid } from './named';

/** Mistakes in the fields of the details and of what the moves take. */
export function fieldMistakes(type: AnyCaseType): readonly string[] {
  const moves = Object.entries(type.moves as Record<string, MoveSpec>);
  const taken = moves.flatMap(([code, { takes }]) => (takes ? classMistakes(takes, `move "${code}" takes`, 'none') : []));
  return [...classMistakes(type.details as Constructor, 'details', 'allowed'), ...taken];
}

function classMistakes(owner: Constructor, where: string, empty: 'allowed' | 'none'): readonly string[] {
  const fields = fieldsOf(owner);
  const names = fields.map(({ name }) => name);
  const isNothing = fields.length === 0 && empty === 'none';
  return [
    ...(isNothing ? [`${where} a class without any decorated field.`] : []),
    ...undecorated(owner, names).map((name) => `${where}: "${name}" has no class, label and description; decorate it with @field.`),
    ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${where}: "${name}" is declared twice.`),
    ...fields.flatMap((field) => specMistakes(field).map((mistake) => `${where}: "${field.name}" ${mistake}.`)),
  ];
}

function specMistakes(field: FieldSpec): readonly string[] {
  return [
    ...(/^[a-z][A-Za-z0-9]*$/.test(field.name) ? [] : ['is no camelCase name']),
    ...(fieldClasses.includes(field.class) ? [] : [`has no class; classes are ${fieldClasses.join(', ')}`]),
    ...(isLabel(field.label) ? [] : ['has no label in both languages (zh-CN and en)']),
    ...(isSaid(field.description) ? [] : ['has no description']),
  ];
}

/** Properties that a new object of the class has and no decorator describes. Those without a first value exist only in JavaScript. */
function undecorated(owner: Constructor, names: readonly string[]): readonly string[] {
  try {
    return Object.keys(new owner()).filter((name) => !names.includes(name));
  } catch {
    return []; // a class that cannot be made without arguments is refused by the graph, which has to make it
  }
}
