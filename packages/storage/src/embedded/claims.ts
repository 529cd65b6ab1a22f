import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processMark } from './processMark';
import { EmbeddedPostgresRefused } from './refused';

/** A file that says "this process is here", believed only while that process lives. */
export interface Claim {
  readonly name: string;
  withdraw(): Promise<void>;
}

/** Each claim has a name of its own, so that whoever sweeps a dead one can never take a living one with it. */
export async function stakeClaim(folder: string): Promise<Claim> {
  await mkdir(folder, { recursive: true });
  const name = `${process.pid}-${processMark(process.pid)}-${randomBytes(6).toString('hex')}`;
  await writeFile(join(folder, name), '', { flag: 'wx' });
  return { name, withdraw: () => rm(join(folder, name), { force: true }) };
}

/** Names of the claims whose process lives; those of dead processes are removed on the way. */
export async function liveClaims(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => /^\d+-/.test(name));
  const dead = names.filter((name) => !isLive(name));
  await Promise.all(dead.map((name) => rm(join(folder, name), { force: true })));
  return names.filter((name) => !dead.includes(name));
}

/** The process a claim belongs to. */
export const claimant = (name: string): number => Number(name.split('-')[0]);

function isLive(name: string): boolean {
  return processMark(claimant(name)) === name.split('-')[1];
}

/**
 * Runs `work` while no other process does so under the same folder. Nothing is ever stolen: a claim is staked first and looked
 * around after, so that of two at once at least one sees the other and withdraws; the dead are swept by their own names.
 */
export async function withLock<Result>(folder: string, patienceMs: number, work: () => Promise<Result>): Promise<Result> {
  const claim = await soleClaim(folder, Date.now() + patienceMs);
  try {
    return await work();
  } finally {
    await claim.withdraw();
  }
}

async function soleClaim(folder: string, until: number): Promise<Claim> {
  for (;;) {
    const claim = await claimWhenFree(folder);
    if (claim !== undefined) return claim;
    if (Date.now() > until) throw await tooLong(folder);
    // A random wait parts two that keep meeting.
    await pause(20 + Math.random() * 80);
  }
}

async function claimWhenFree(folder: string): Promise<Claim | undefined> {
  if ((await liveClaims(folder)).length > 0) return undefined;
  const claim = await stakeClaim(folder);
  if ((await liveClaims(folder)).every((name) => name === claim.name)) return claim;
  await claim.withdraw();
  return undefined;
}

async function tooLong(folder: string): Promise<EmbeddedPostgresRefused> {
  const holders = (await liveClaims(folder)).map(claimant).join(', ');
  return new EmbeddedPostgresRefused(
    `Another process (${holders || 'just gone'}) holds the lock ${folder} for too long. Wait for it or end it, then try again.`,
  );
}
