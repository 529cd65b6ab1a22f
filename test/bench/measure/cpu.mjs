import { readdirSync, readFileSync } from 'node:fs';
import { gatewayLogin, logins } from '../data/server.mjs';

/** Microseconds of one of the kernel's ticks: what /proc counts in, on every Linux that Node runs on. */
const tick = 10_000;
const strangers = [gatewayLogin, ...logins, 'maplebridge'];

/** CPU of a process, all its threads, in microseconds; zero when it is gone. */
export function cpuOf(pid) {
  const fields = statOf(pid);
  return fields === null ? 0 : (Number(fields[11]) + Number(fields[12])) * tick;
}

function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

const titleOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

/** PostgreSQL's processes that work for this login: its backends, and those that work for everybody (writers, checkpointer). */
function servingAll(postmaster, login) {
  const others = strangers.filter((one) => one !== login);
  return childrenOf(postmaster).filter((pid) => !others.some((other) => titleOf(pid).includes(` ${other} `)));
}

/** Its own backends alone: where somebody else does the writing, what that costs is not its doing. */
export const backendsOf = (postmaster, login) => childrenOf(postmaster).filter((pid) => titleOf(pid).includes(` ${login} `));

const childrenOf = (postmaster) => readdirSync('/proc').filter((name) => /^\d+$/.test(name) && statOf(name)?.[1] === String(postmaster));

/** Starts counting; the answer tells what was used since, by process id, so that a backend that ended is not counted twice. */
const counting =
  (serving) =>
  ({ postmaster, login, pid }) => {
    const server = cpuOf(pid);
    const before = new Map(serving(postmaster, login).map((one) => [one, cpuOf(one)]));
    return () => {
      const postgres = serving(postmaster, login).map((one) => cpuOf(one) - (before.get(one) ?? 0));
      return { server: cpuOf(pid) - server, postgres: postgres.reduce((sum, one) => sum + Math.max(0, one), 0) };
    };
  };

export const countCpu = counting(servingAll);
export const countOwnCpu = counting(backendsOf);

/** Resident memory of a process in bytes. */
export function residentOf(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}
