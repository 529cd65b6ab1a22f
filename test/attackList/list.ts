import type { Row } from './row';
import { commandRows } from './rows/commands';
import { eventRows } from './rows/events';
import { httpRows } from './rows/http';
import { injectionRows } from './rows/injection';
import { languageRows } from './rows/language';
import { leakRows } from './rows/leaks';
import { originRows } from './rows/origins';
import { pluginRows } from './rows/plugins';
import { postRows } from './rows/posts';
import { raceRows } from './rows/races';
import { rightsRows } from './rows/rights';
import { sealRows } from './rows/seals';
import { socketRows } from './rows/sockets';
import { startRows } from './rows/start';
import { surfaceRows } from './rows/surface';
import { tokenRows } from './rows/tokens';
import { trustedRows } from './rows/trusted';

/** All groups in the order in which they are run. A new file of rows is added here. */
export const groups: readonly (readonly [name: string, rows: readonly Row[]])[] = [
  ['HTTP', httpRows],
  ['GraphQL', languageRows],
  ['leaks', leakRows],
  ['rights', rightsRows],
  ['tokens', tokenRows],
  ['sockets', socketRows],
  ['event streams', eventRows],
  ['injection', injectionRows],
  ['races', raceRows],
  ['start', startRows],
  ['trusted documents', trustedRows],
  ['a gateway for residents', surfaceRows],
  ['plugins', pluginRows],
  ['origins', originRows],
  ['posts', postRows],
  ['seals', sealRows],
  ['commands', commandRows],
];
