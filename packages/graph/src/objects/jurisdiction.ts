import { pascalCase, type CaseRecord, type JurisdictionRecord, type RequestContext } from '@maplebridge/contract';
import { ObjectType } from 'type-graphql';
import { allJurisdictions, loaders } from '../loaders';
import { ofJurisdiction } from '../plan/words';
import { codeAsLabel } from '../say';
import { shown, spoken } from '../shown';
import { access } from '../access/access';

@access('open')
@ObjectType('Jurisdiction', { description: 'A plugin and one of its case types: a plugin with two case types is listed twice.' })
export class JurisdictionObject {
  @shown(() => String, {
    description: 'Name of the plugin, kebab-case: what `CaseFilter.jurisdictions` takes.',
    plan: { value: ofJurisdiction(({ name }) => name) },
  })
  name: string;

  @spoken('The jurisdiction in words.', (one: JurisdictionRecord) => one.label, {
    plan: { value: ofJurisdiction(({ label }, { language }) => label[language]) },
  })
  label: string;

  @shown(() => String, {
    description: 'GraphQL type of its cases while the plugin is loaded, e.g. `MedicalDispute`; otherwise they answer as `DormantCase`.',
    read: (one: JurisdictionRecord) => pascalCase(one.typeName),
    plan: { value: ofJurisdiction(({ typeName }) => pascalCase(typeName)) },
  })
  typeName: string;

  @shown(() => String, { description: 'Version of the plugin (semver).', plan: { value: ofJurisdiction(({ version }) => version) } })
  version: string;

  @shown(() => Boolean, {
    description: 'True when the plugin is not loaded here: its cases can be read and not moved.',
    plan: { value: ofJurisdiction(({ isDormant }) => isDormant) },
  })
  isDormant: boolean;
}

/** The listing that a case belongs to; one that is not listed any more is told from what was stored. */
export async function jurisdictionOf(record: CaseRecord, context: RequestContext): Promise<JurisdictionRecord> {
  const own = (await allJurisdictions(context)).filter((one) => one.name === record.jurisdiction);
  const listed = own.find((one) => pascalCase(one.typeName) === pascalCase(record.type)) ?? own[0];
  if (listed) return listed;
  const stored = await loaders.storedTypes(context).load(record.type);
  return {
    name: record.jurisdiction,
    label: stored?.label ?? codeAsLabel(record.jurisdiction),
    version: '0.0.0',
    typeName: record.type,
    isDormant: true,
  };
}
