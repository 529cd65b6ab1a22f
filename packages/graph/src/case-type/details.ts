import { isPersonal, type AnyCaseType, type FieldClass, type FieldSpec, type FieldType, type RequestContext } from '@maplebridge/contract';
import { ID, Int, ObjectType } from 'type-graphql';
import { toGlobalId } from '../globalId';
import { loaders } from '../loaders';
import { PersonalObject } from '../objects/party';
import { PlaceObject } from '../objects/place';
import { UnitObject } from '../objects/unit';
import type { FieldPlan } from '../plan/fieldPlan';
import { DateScalar, DateTimeScalar } from '../scalars/instants';
import { shown } from '../shown';
import { choiceEnum } from './codeEnum';
import { namesOf } from './names';
import { access, type AccessRule } from '../access/access';

type Details = Readonly<Record<string, unknown>>;

/** The object of a type's details; undefined for a type that declares no field. */
export function detailsObject(type: AnyCaseType): (new () => object) | undefined {
  if (type.fields.length === 0) return undefined;
  const { One } = namesOf(type);

  @access('case')
  @ObjectType(`${One}Details`, {
    description: `What only a ${type.label.en.toLowerCase()} has. Null is what is not known yet or not this viewer’s to see.`,
  })
  class DetailsObject {}
  for (const field of type.fields) declareDetail(DetailsObject.prototype, field);
  return DetailsObject;
}

function declareDetail(prototype: object, field: FieldSpec): void {
  const { name } = field;
  const read = isPersonal(field.class) ? undefined : readerOf(field.type, name);
  const plan = detailPlan(field);
  shown<Details>(() => outputOf(field), {
    nullable: true,
    description: fieldDescription(field),
    plan,
    access: accessOf(field.class),
    ...(read ? { read } : {}),
  })(prototype, name);
}

const accessOf = (fieldClass: FieldClass): AccessRule => {
  if (isPersonal(fieldClass)) return 'masked';
  return fieldClass === 'internal' ? 'internal' : 'case';
};

/** A detail is its column, what its id refers to, or the stored mask of a personal value. */
function detailPlan({ name, class: fieldClass, type: { kind } }: FieldSpec): FieldPlan {
  if (isPersonal(fieldClass)) return { mask: name, class: fieldClass };
  if (kind === 'unit' || kind === 'place') return { relation: { reference: name, to: kind } };
  return kind === 'person' ? { attribute: name, id: 'person' } : { attribute: name };
}

const outputs: Readonly<Record<Exclude<FieldType['kind'], 'choice'>, object>> = {
  text: String,
  integer: Int,
  boolean: Boolean,
  instant: DateTimeScalar,
  date: DateScalar,
  unit: UnitObject,
  place: PlaceObject,
  person: ID,
};

const outputOf = ({ class: fieldClass, type }: FieldSpec): object => {
  if (isPersonal(fieldClass)) return PersonalObject;
  return type.kind === 'choice' ? choiceEnum(type) : outputs[type.kind];
};

type Reader = (details: Details, args: object, context: RequestContext) => unknown;

/** Ids are looked up or made global; every other value is read as it stands. */
function readerOf({ kind }: FieldType, name: string): Reader | undefined {
  const idOf = (details: Details): string | null => (details[name] as string | null | undefined) ?? null; // references are stored as ids
  if (kind === 'unit') return (details, _args, context) => present(idOf(details), (id) => loaders.units(context).load(id));
  if (kind === 'place') return (details, _args, context) => present(idOf(details), (id) => loaders.places(context).load(id));
  if (kind === 'person') return (details) => present(idOf(details), (id) => toGlobalId('person', id));
  return undefined;
}

const present = <Found>(id: string | null, find: (id: string) => Found): Found | null => (id === null ? null : find(id));

/** What the author wrote, with the label, the class and the limits that the declaration already knows. */
export function fieldDescription({ description, label, class: fieldClass, type, setBy }: FieldSpec): string {
  const notes = [label['zh-CN'], `class ${fieldClass}`, ...(setBy ? ['set by those who work on the case'] : []), ...limitsOf(type)];
  return `${description} (${notes.join('; ')})`;
}

function limitsOf(type: FieldType): readonly string[] {
  if (type.kind === 'text') return [`at most ${type.max} characters`];
  if (type.kind === 'integer') return [`${type.min} to ${type.max}`, `in ${type.unit.en}`];
  if (type.kind === 'unit' && type.unitKinds?.length) return [`a unit of kind ${type.unitKinds.join(' or ')}`];
  return [];
}
