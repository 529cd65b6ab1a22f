import { z } from 'zod';

const units = z
  .array(z.string().min(1).max(100))
  .min(1)
  .optional()
  .describe('Codes of the units the plugin is open for, each with all units below it. Leave it out to open it everywhere.');

const path = (what: string) => z.string().min(1).max(1_000).describe(`${what} Relative paths start at this file.`);

/** The three ways to name a plugin, by the key that tells them apart. */
const ways = {
  package: z.strictObject({
    package: z
      .string()
      .regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, 'it is no package name, such as @maplebridge/medical-disputes')
      .max(214)
      .describe('Name of a package that is installed in this clone.'),
    units,
  }),
  folder: z.strictObject({ folder: path('Folder of a plugin in JavaScript or TypeScript, inside or outside of this clone.'), units }),
  archive: z.strictObject({ archive: path('A plugin as `npm pack` leaves it, .tgz. It is installed without a network.'), units }),
} as const;

export type PluginWay = keyof typeof ways;
const wayNames = ['package', 'folder', 'archive'] as const satisfies readonly PluginWay[];

const pluginsText = 'The plugins to load. One that is taken out leaves its cases readable, and may come back at any time.';
const config = (plugin: z.ZodType) =>
  z.strictObject({ $schema: z.string().optional(), plugins: z.array(plugin).max(100).describe(pluginsText) });

/** The file as an editor checks it while it is being typed. */
export const configJsonSchema = (): object => ({
  title: 'maplebridge.config.json',
  ...z.toJSONSchema(config(z.union([ways.package, ways.folder, ways.archive])), { target: 'draft-7' }),
});

/** One line of `plugins`: where to find a plugin, and for whom it is open. */
export interface PluginEntry {
  readonly way: PluginWay;
  /** Package name or path, as written. */
  readonly given: string;
  /** Unit codes; empty: everywhere. */
  readonly units: readonly string[];
  /** How messages name it, e.g. `plugins[1] (folder "../property-fee")`. */
  readonly name: string;
}

export interface ReadEntries {
  readonly entries: readonly PluginEntry[];
  readonly mistakes: readonly string[];
}

/** Reads every entry that can be read and gathers what is wrong with the others. */
export function readEntries(json: string): ReadEntries {
  const parsed = parse(json);
  if ('mistake' in parsed) return { entries: [], mistakes: [parsed.mistake] };
  const outer = config(z.unknown()).safeParse(parsed.value);
  if (!outer.success) return { entries: [], mistakes: outer.error.issues.map((issue) => say('', issue, '$schema, plugins')) };
  const read = outer.data.plugins.map(readEntry);
  return { entries: read.flatMap(({ entries }) => entries), mistakes: read.flatMap(({ mistakes }) => mistakes) };
}

function parse(json: string): { readonly value: unknown } | { readonly mistake: string } {
  try {
    return { value: JSON.parse(json.replace(/^\uFEFF/, '')) as unknown };
  } catch (error) {
    return { mistake: `it is no JSON: ${(error as SyntaxError).message}.` }; // JSON.parse throws nothing else
  }
}

function readEntry(entry: unknown, index: number): ReadEntries {
  const where = `plugins[${index}]`;
  const present = typeof entry === 'object' && entry !== null ? wayNames.filter((way) => way in entry) : [];
  const [way] = present;
  if (way === undefined || present.length > 1) {
    const found = present.length > 1 ? `has ${present.join(' and ')}` : 'has none of package, folder, archive';
    return { entries: [], mistakes: [`${where} ${found}; write one of {"package": …}, {"folder": …}, {"archive": …}.`] };
  }
  const read = ways[way].safeParse(entry);
  if (!read.success) return { entries: [], mistakes: read.error.issues.map((issue) => say(where, issue, `${way}, units`)) };
  const given = String((read.data as Record<string, unknown>)[way]);
  return { entries: [{ way, given, units: read.data.units ?? [], name: `${where} (${way} "${given}")` }], mistakes: [] };
}

function say(where: string, issue: z.core.$ZodIssue, known: string): string {
  const at = [where, ...issue.path.map((step) => (typeof step === 'number' ? `[${step}]` : String(step)))]
    .filter((part) => part !== '')
    .join('.')
    .replace(/\.\[/g, '[');
  if (issue.code === 'unrecognized_keys')
    return `${at === '' ? 'it' : at} has the unknown key ${issue.keys.map((key) => `"${key}"`).join(', ')}; known are ${known}.`;
  return `${at === '' ? 'it' : at}: ${issue.message}.`;
}
