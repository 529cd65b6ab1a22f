import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { here } from '../places.mjs';

/** A process that asks: tell it a task, get its result. One task at a time. */
export function openAsker(file) {
  const child = fork(join(here, 'load', file), [], { execArgv: [], serialization: 'advanced' });
  const tell = async (task, given = {}) => {
    const heard = once(child, 'message');
    child.send({ task, ...given });
    const [result] = await heard;
    if (result.error !== undefined) throw new Error(result.error);
    return result;
  };
  const close = async () => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  };
  return { tell, pid: child.pid, close };
}

export const connections = 16;
