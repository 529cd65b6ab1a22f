import { contractVersion, type AnyCaseType, type Jurisdiction } from '@maplebridge/contract';
import { satisfies, valid, validRange } from 'semver';
import { claimMistakes } from './claims';
import { fieldMistakes } from './fieldFences';
import { isLabel } from './named';
import { lifecycleMistakes } from './soundness';

/**
 * Everything that keeps these plugins from starting together, gathered so that one message says it all. Each sentence names its
 * plugin, and both plugins where two disagree. Empty: they may start.
 */
export function jurisdictionMistakes(all: readonly Jurisdiction[]): readonly string[] {
  return [
    ...all.flatMap((one) =>
      [...manifestMistakes(one), ...wayMistakes(one), ...one.caseTypes.flatMap(typeMistakes)].map((mistake) => `"${one.name}": ${mistake}`),
    ),
    ...claimMistakes(all),
  ];
}

function manifestMistakes({ name, version, contract, label }: Jurisdiction): readonly string[] {
  const range = validRange(contract);
  const isFitting = range !== null && satisfies(contractVersion, range);
  const asked = range === null ? `its contract range "${contract}" is no semver range` : `it was written for contract ${contract}`;
  return [
    ...nameMistakes(name),
    ...(valid(version) === null ? [`its version "${version}" is no semver version.`] : []),
    ...(isFitting
      ? []
      : [
          `${asked}, and this platform has contract ${contractVersion}. Use a version of the plugin for ${contractVersion}, or the platform that it was written for.`,
        ]),
    ...(isLabel(label) ? [] : ['it has no label in both languages (zh-CN and en).']),
  ];
}

const reserved: readonly string[] = ['core', 'privacy', 'audit', 'auditor', 'runtime', 'metrics', 'public', 'information-schema'];
const longest = 50;

/** Names become schemas, roles and tables: PostgreSQL cuts them at 63 bytes in silence, and some are taken. */
function nameMistakes(name: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) return [`"${name}" is no kebab-case name (small letters, digits, single hyphens).`];
  if (reserved.includes(name) || /^pg(-|$)/.test(name)) return [`the name "${name}" is reserved; choose another.`];
  return name.length > longest ? [`the name "${name}" is longer than ${longest} characters.`] : [];
}

const waysToCome = ['jobs', 'httpRoutes', 'subCommands', 'messages'] as const;

function wayMistakes(one: Jurisdiction): readonly string[] {
  return waysToCome.flatMap((way) =>
    (one[way] ?? []).map(
      (declared) =>
        `${way} "${'path' in declared ? declared.path : declared.name}": this way in is not carried yet. Leave it out until the platform does.`,
    ),
  );
}

function typeMistakes(type: AnyCaseType): readonly string[] {
  const { side = {}, post = {}, assignment = {} } = type.sees;
  const isSeen = [side, post, assignment].some((rights) => Object.keys(rights).length > 0);
  return [
    ...nameMistakes(type.name),
    ...type.collisions.map((collision) => `${collision}; rename one.`),
    ...(isSeen ? [] : ['nobody sees its cases: name a side, a post or an assignment in "sees".']),
    ...fieldMistakes(type),
    ...lifecycleMistakes(type),
  ].map((mistake) => `case type "${type.name}": ${mistake}`);
}
