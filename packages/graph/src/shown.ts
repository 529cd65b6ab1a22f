import type { Label, RequestContext } from '@maplebridge/contract';
import { isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { Arg, Extensions, Field } from 'type-graphql';
import { access, type AccessRule, type AskedBy } from './access/access';
import { LanguageScalar } from './scalars/tokens';
import { entryKey, planKey, type EntryPlan, type FieldPlan } from './plan/fieldPlan';
import { rightsKey } from './plan/rights';
import { say, type LanguageArgument } from './say';

/** A type, or a list of one, named late so that types may mention each other. */
export type TypeThunk = () => object;

export interface ArgumentSpec {
  readonly type: TypeThunk;
  readonly description: string;
  readonly isRequired?: boolean;
  readonly defaultValue?: unknown;
}

export interface ShownField<Root, Args> {
  readonly description: string;
  readonly name?: string;
  readonly nullable?: boolean;
  readonly args?: Readonly<Record<string, ArgumentSpec>>;
  /** Absent: the property of the same name is read. It may return a promise, and makes none where a value is at hand. */
  readonly read?: (root: Root, args: Args, context: RequestContext) => unknown;
  /** How a statement answers it; absent: it is resolved in the process, whatever stands above it. */
  readonly plan?: FieldPlan;
  /** A statement begins here. */
  readonly entry?: EntryPlan;
  /** Shows only what a statement that checks rights has found. */
  readonly checksRights?: boolean;
  /** Who is shown it, where that is not what its object says. */
  readonly access?: AccessRule;
  /** `staff`, with `access`: it is not in the schema of a gateway for residents. */
  readonly askedBy?: AskedBy;
}

const readerKey = 'maplebridgeRead';

const extensionsOf = ({ read, plan, entry, checksRights }: ShownField<never, never>): Record<string, unknown> => ({
  ...(read ? { [readerKey]: read } : {}),
  ...(plan ? { [planKey]: plan } : {}),
  ...(entry ? { [entryKey]: entry } : {}),
  ...(checksRights ? { [rightsKey]: true } : {}),
});

/**
 * A field of an object or interface: type, description, arguments and how it is read, in one place. The framework's own way
 * wraps every field that has arguments in promises and copies its root; `useReaders` puts the plain function in instead.
 */
export function shown<Root = object, Args = object>(type: TypeThunk, field: ShownField<Root, Args>) {
  return (prototype: object, property: string): void => {
    const { description, name, nullable = false } = field;
    Field(type, { description, nullable, simple: true, ...(name === undefined ? {} : { name }) })(prototype, property);
    Extensions(extensionsOf(field as ShownField<never, never>))(prototype, property); // only handed on
    if (field.access) access(field.access, field.askedBy)(prototype, property);
    for (const [index, [argument, spec]] of Object.entries(field.args ?? {}).entries()) {
      const nullableArgument = spec.isRequired !== true;
      Arg(argument, spec.type, { description: spec.description, nullable: nullableArgument, ...defaultOf(spec) })(
        prototype,
        property,
        index,
      );
    }
  };
}

const defaultOf = (spec: ArgumentSpec): { readonly defaultValue?: unknown } =>
  spec.defaultValue === undefined ? {} : { defaultValue: spec.defaultValue };

export const languageArgument: Readonly<Record<string, ArgumentSpec>> = {
  lang: { type: () => LanguageScalar, description: 'Language of the text; default: the language of the request.' },
};

type Spoken = Label | null | Promise<Label | null>;

/** A text that exists in every language of the platform: takes `lang`, else speaks the language of the request. */
export function spoken<Root>(
  description: string,
  pick: (root: Root, context: RequestContext) => Spoken,
  { nullable = false, plan }: { readonly nullable?: boolean; readonly plan?: FieldPlan } = {},
) {
  return shown<Root, LanguageArgument>(() => String, {
    description,
    nullable,
    ...(plan ? { plan } : {}),
    args: languageArgument,
    read: (root, { lang }, context) => {
      const label = pick(root, context);
      return label instanceof Promise ? label.then((found) => say(found, lang, context)) : say(label, lang, context);
    },
  });
}

/** Puts the readers of `shown` in the place of the framework's wrappers. */
export function useReaders(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const read = field.extensions[readerKey] as GraphQLFieldResolver<unknown, RequestContext> | undefined;
      if (read) field.resolve = read;
    }
  }
  return schema;
}
