import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import type { LockEntry } from './lock';

/** Licences by their SPDX names, each with why it does no harm to a platform under Apache-2.0. */
export type Allowed = Readonly<Record<string, string>>;

interface Manifest {
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
}

/** What is wrong with a licence; null when the list has it. */
export function refusal(licence: string | undefined, allowed: Allowed): string | null {
  if (licence === undefined) return 'names no licence';
  try {
    return satisfies(licence, Object.keys(allowed)) ? null : `is under ${licence}, which test/licences/allowed.json has not`;
  } catch {
    return `names "${licence}", which is no SPDX expression`;
  }
}

/** What is wrong with a package as it is installed; null when nothing is. What lies in its folder counts, not what the lock file says. */
export function fault(root: string, [path, entry]: readonly [path: string, entry: LockEntry], allowed: Allowed): string | null {
  const file = join(root, path, 'package.json');
  if (!existsSync(file)) return entry.optional ? refusal(entry.license, allowed) : notInstalled; // a program for another platform
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return manifest.version === entry.version ? refusal(licenceOf(manifest), allowed) : notInstalled;
}

const notInstalled = 'is not installed as it is locked: run "npm ci"';

/** Old packages have objects and lists, of which one may be chosen. */
function licenceOf({ license, licenses }: Manifest): string | undefined {
  if (typeof license === 'string') return license;
  const types = [license, ...(licenses ?? [])].flatMap((one) => one?.type ?? []);
  return types.length === 0 ? undefined : `(${types.join(' OR ')})`;
}
