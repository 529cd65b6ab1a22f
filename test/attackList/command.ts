import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './root';
import type { World } from './world';

export interface CommandEnd {
  readonly code: number | null;
  readonly said: string;
}

/** The `maplebridge` command as an operator of this world's database runs it, without a terminal. */
export async function command(
  { database, issuer }: Pick<World, 'database' | 'issuer'>,
  args: readonly string[],
  cwd: string = root,
): Promise<CommandEnd> {
  const child = spawn(process.execPath, [join(root, 'packages', 'cli', 'dist', 'main.js'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.runtimeUrl,
      DATABASE_ADMIN_URL: database.url,
      MAPLEBRIDGE_CONFIG: join(root, 'maplebridge.config.json'),
      OIDC_ISSUER: issuer,
      JWT_AUDIENCE: 'maplebridge',
    },
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said: said.join('') };
}
