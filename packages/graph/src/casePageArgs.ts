import { ArgsType, Field } from 'type-graphql';
import { CaseFilterInput } from './caseFilter';
import type { CasePageArguments } from './casePage';
import { CaseOrderEnum } from './enums';
import type { ArgumentSpec, TypeThunk } from './shown';
import { windowArguments, WindowArgs } from './window';

/** What a field that lists cases takes beside the window. */
const listArguments = (filter: TypeThunk) =>
  ({
    filter: { type: filter, description: 'Conditions that all hold at once.' },
    orderBy: { type: () => CaseOrderEnum, description: 'Order of the list.', defaultValue: 'dueFirst' },
  }) as const satisfies Readonly<Record<string, ArgumentSpec>>;

/** All arguments of a list of cases of every type, for fields declared by `shown`. */
export const casePageArguments = { ...listArguments(() => CaseFilterInput), ...windowArguments };

/** Declares the filter and the order on a class of arguments that has the window already. */
export function declareListArguments(prototype: object, filter: TypeThunk): void {
  for (const [name, { type, description, ...rest }] of Object.entries(listArguments(filter)))
    Field(type, { nullable: true, description, ...rest })(prototype, name);
}

/** The same as arguments of a resolver method: `@Args(() => CasePageArgs)`. */
@ArgsType()
export class CasePageArgs extends WindowArgs implements CasePageArguments {
  readonly filter?: CasePageArguments['filter'];
  readonly orderBy?: CasePageArguments['orderBy'];
}
declareListArguments(CasePageArgs.prototype, () => CaseFilterInput);
