import type { Jurisdiction } from '@maplebridge/contract';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, PluginMistakes, stackOf, wordsOf } from './mistakes';

/** The main file of a package that is installed in the clone. */
export function resolvePackage(name: string, root: string): string {
  try {
    return createRequire(join(root, 'package.json')).resolve(name);
  } catch (error) {
    const isInstalled = existsSync(join(root, 'node_modules', ...name.split('/')));
    throw new PluginMistakes([
      isInstalled
        ? `it is installed, but its main file is missing or not exported (${codeOf(error)}). Build it: npm run build.`
        : 'it is not installed in this clone. Correct the name, install it, or name its folder or archive.',
    ]);
  }
}

/** Runs the main file once and takes what it exports as `jurisdiction`. */
export function loadJurisdiction(file: string, root: string): Jurisdiction {
  const loaded = run(file, root);
  const exported = typeof loaded === 'object' && loaded !== null ? Object.keys(loaded) : [];
  const found = exported.includes('jurisdiction') ? (loaded as { readonly jurisdiction: unknown }).jurisdiction : undefined;
  if (found === undefined) {
    const others = exported.length === 0 ? 'nothing' : exported.slice(0, 10).join(', ');
    throw new PluginMistakes([
      `it exports no "jurisdiction" (it exports ${others}). Write: export const jurisdiction = defineJurisdiction({ … });`,
    ]);
  }
  const shape = jurisdictionShape.safeParse(found);
  if (!shape.success)
    throw new PluginMistakes(
      shape.error.issues.map(
        ({ path, message }) => `jurisdiction.${path.join('.')}: ${message}. Make it with defineJurisdiction and defineCaseType.`,
      ),
    );
  return found as Jurisdiction; // the parts that decide whether the fences can read it were looked at above
}

function run(file: string, root: string): unknown {
  try {
    return createRequire(join(root, 'package.json'))(file) as unknown;
  } catch (error) {
    const missing =
      codeOf(error) === 'MODULE_NOT_FOUND' ? /^Cannot find (?:module|package) '([^']+)'/.exec(wordsOf(error))?.[1] : undefined;
    throw new PluginMistakes([
      missing === undefined
        ? `it failed while it was loaded: ${wordsOf(error)} (${frameOf(error, file)}).`
        : `it imports "${missing}", which is neither in the plugin nor in this clone. Install it here, or do without it.`,
    ]);
  }
}

/** The innermost place in the stack that is not the platform's or Node's own. */
function frameOf(error: unknown, file: string): string {
  const lastWords = stackOf(error)
    .split('\n')
    .map((line) => line.split(/[\s()]+/).findLast((word) => word !== '') ?? '');
  const frames = lastWords.filter((word) => /:\d+:\d+$/.test(word));
  return frames.find((frame) => !frame.startsWith('node:') && !frame.includes('node_modules')) ?? file;
}

const callable = z.custom<unknown>((value) => typeof value === 'function', 'it is no class');
const caseTypeShape = z.looseObject({
  name: z.string(),
  details: callable,
  fields: z.array(z.unknown()),
  collisions: z.array(z.string()),
  states: z.looseObject({}),
  moves: z.looseObject({}),
  clocks: z.looseObject({}),
  sees: z.looseObject({}),
  policies: z.array(z.unknown()),
});

/** As much as the fences have to rely on; JavaScript authors have no compiler that tells them. */
const jurisdictionShape = z.looseObject({
  name: z.string(),
  version: z.string(),
  contract: z.string(),
  label: z.looseObject({}),
  caseTypes: z.array(caseTypeShape),
  resolvers: z.array(callable),
});
