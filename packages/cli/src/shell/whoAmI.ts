import { hostname, userInfo } from 'node:os';

/** Who sits at the command line, as the system knows them. */
export function whoAmI(): string {
  try {
    return `${userInfo().username}@${hostname()}`;
  } catch {
    return `${process.getuid?.() ?? '?'}@${hostname()}`; // an account without a passwd entry, as in containers
  }
}
