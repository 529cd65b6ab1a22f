import { readFileSync } from 'node:fs';

/**
 * What tells this process from a later one with the same id: its start time and the boot it belongs to.
 * Undefined when no such process lives; a zombie does not. Outside Linux only life itself is known.
 */
export function processMark(pid: number): string | undefined {
  return process.platform === 'linux' ? linuxMark(pid) : isAlive(pid) ? 'alive' : undefined;
}

function linuxMark(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command name may hold spaces and brackets: fields are counted from the last bracket (proc(5): 3 is the state, 22 the start).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot}.${fields[19]}`;
  } catch {
    // No entry in /proc is the kernel's way to say that the process is gone.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
