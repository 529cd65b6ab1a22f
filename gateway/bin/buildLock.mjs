import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

// The same claims as packages/storage/src/embedded/claims.ts, in plain JavaScript: this runs before anything is installed or built.

/** Runs `work` while no other process of this clone installs or builds. A killed process holds nothing: its claim is swept. */
export async function underBuildLock(folder, say, work) {
  mkdirSync(folder, { recursive: true });
  const claim = await soleClaim(folder, say);
  try {
    return await work();
  } finally {
    rmSync(claim, { force: true });
  }
}

async function soleClaim(folder, say) {
  let told = false;
  for (;;) {
    const others = liveClaims(folder);
    if (others.length === 0) {
      const name = `${process.pid}-${mark(process.pid)}-${randomBytes(6).toString('hex')}`;
      writeFileSync(join(folder, name), '', { flag: 'wx' });
      // Look around after staking: of two at once at least one sees the other and withdraws.
      if (liveClaims(folder).every((other) => other === name)) return join(folder, name);
      rmSync(join(folder, name), { force: true });
    } else if (!told) {
      say(`waiting for process ${others[0].split('-')[0]}, which is installing or building`);
      told = true;
    }
    await pause(50 + Math.random() * 150);
  }
}

function liveClaims(folder) {
  const names = readdirSync(folder).filter((name) => /^\d+-/.test(name));
  const live = names.filter((name) => mark(Number(name.split('-')[0])) === name.split('-')[1]);
  for (const name of names.filter((other) => !live.includes(other))) rmSync(join(folder, name), { force: true });
  return live;
}

/** Tells a process from a later one with the same number; undefined when it is dead. */
function mark(pid) {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0) ? 'alive' : undefined;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return 'ZX'.includes(fields[0]) ? undefined : `${boot}.${fields[19]}`;
  } catch (error) {
    return error.code === 'EPERM' ? 'alive' : undefined;
  }
}
