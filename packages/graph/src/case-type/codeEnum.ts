import { type FieldType, type Label } from '@maplebridge/contract';
import { registerEnumType } from 'type-graphql';
import { isEnumValue, nameFor } from './names';

/** A label as a description: English first, the Chinese term of art behind it. */
export const described = ({ en, 'zh-CN': chinese }: Label): string => {
  const english = `${en.charAt(0).toUpperCase()}${en.slice(1)}`;
  return en === chinese ? english : `${english} (${chinese}).`;
};

/** An enum of codes exactly as the jurisdiction wrote them, each described by its label. */
export function codeEnum(name: string, description: string, labels: Readonly<Record<string, Label>>): object {
  const codes = Object.keys(labels).filter(isEnumValue); // composition refuses the others by name
  const named = Object.fromEntries(codes.map((code) => [code, code]));
  const valuesConfig = Object.fromEntries(Object.entries(labels).map(([code, label]) => [code, { description: described(label) }]));
  registerEnumType(named, { name: nameFor(name), description, valuesConfig });
  return named;
}

type Choice = Extract<FieldType, { kind: 'choice' }>;

const made = new Map<string, object>();

/** The enum of a choice. The same name with the same options is the same enum, however often it is written down. */
export function choiceEnum({ name, options }: Choice): object {
  const key = JSON.stringify([name, options]);
  const known =
    made.get(key) ??
    codeEnum(
      name,
      `One of: ${Object.values(options)
        .map(({ en }) => en)
        .join('; ')}.`,
      options,
    );
  made.set(key, known);
  return known;
}
