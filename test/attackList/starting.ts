import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runGatewayProcess } from '@maplebridge/testkit';
import type { World } from './world';

/** Starts a gateway in production mode that must refuse, and says how it ended. */
export async function refusal(
  { database, issuer }: Pick<World, 'database' | 'issuer'>,
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const given = { NODE_ENV: 'production', OIDC_ISSUER: issuer, JWT_AUDIENCE: 'maplebridge', ...env };
  try {
    const gateway = await runGatewayProcess({ databaseUrl: database.url, demo: false, env: given });
    await gateway.close();
    return 'it started';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The exit code of a start that was refused; what it said when there is none. */
export const exitOf = (said: string): string =>
  /ended with (\S+):/.exec(said)?.[1] ? `exit ${/ended with (\S+):/.exec(said)?.[1]}` : said;

/** Gives a folder with these files to the work and takes it away again. */
export async function withFiles<Result>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'attack-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
