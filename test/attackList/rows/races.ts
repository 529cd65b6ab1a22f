import { randomUUID } from 'node:crypto';
import { moved, officer, openedId } from '../cases';
import type { Row } from '../row';
import { brief } from '../send';
import type { World } from '../world';

const signFor = (world: World, id: string) => moved(world, officer, { id, move: 'signFor' });

/** Rows about doing one thing many times at once. */
export const raceRows: readonly Row[] = [
  {
    row: 'A102',
    sent: '50 sign for one case at once',
    expected: '1 of 50, 49 told of the conflict',
    run: async (world) => {
      const id = await openedId(world);
      const answers = (await Promise.all(Array.from({ length: 50 }, () => signFor(world, id)))).map(brief);
      const done = answers.filter((answer) => answer === '200 -').length;
      return `${done} of 50, ${answers.filter((answer) => answer === '200 VERSION_CONFLICT').length} told of the conflict`;
    },
  },
  {
    row: 'A103',
    sent: 'one opening sent 20 times at once under one key',
    expected: 'one case',
    run: async (world) => {
      const key = randomUUID();
      const ids = new Set(await Promise.all(Array.from({ length: 20 }, () => openedId(world, { idempotencyKey: key }))));
      return ids.size === 1 ? 'one case' : `${ids.size}: ${[...ids].join(' ')}`;
    },
  },
  {
    row: 'A104',
    sent: 'a version that is over',
    expected: '200 VERSION_CONFLICT, and the version now',
    run: async (world) => {
      const id = await openedId(world);
      await signFor(world, id);
      const late = await signFor(world, id);
      return `${brief(late)}${/"currentVersion":2/.test(late.text) ? ', and the version now' : ''}`;
    },
  },
];
