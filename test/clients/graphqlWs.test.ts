import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changesUntil, openBoard, untilCaughtUp, type Board } from './board';
import { cutAndGoOn, demoSummaries } from './story';

let board: Board;
beforeEach(async () => {
  board = await openBoard();
});
afterEach(() => board.close());

test('the first subscription of the README tells what happens, through a cut, in order and once', async () => {
  const program = await board.start('watch.mjs');
  expect(await untilCaughtUp(program)).toEqual([]);
  const [cut, meanwhile] = await cutAndGoOn(board);
  const told = await changesUntil(program, meanwhile);
  const later = await board.sign('demo-window', demoSummaries[3]);
  expect([...told, ...(await changesUntil(program, later))]).toEqual([cut, meanwhile, later]);
});

test('the same program without the cursor loses what happened in the cut', async () => {
  const path = join(board.files.folder, 'resume.mjs');
  const program = await readFile(path, 'utf8');
  const forgetful = program.replace(/^ *after = .*$/m, '');
  expect(forgetful).not.toBe(program);
  await writeFile(path, forgetful);
  const naive = await board.start('watch.mjs');
  await untilCaughtUp(naive);
  await cutAndGoOn(board);
  expect(await untilCaughtUp(naive)).toEqual([]);
  const later = await board.sign('demo-window', demoSummaries[3]);
  expect(await changesUntil(naive, later)).toEqual([later]);
});

test('the first query of the README answers every role of the demo', async () => {
  for (const [subject, count] of [
    ['demo-grid', 4],
    ['demo-supervisor', 10],
    ['demo-neighbour', 6], // whoever a resident named waits for an officer's signature
  ] as const) {
    const { data, errors } = await board.gateway.as(subject).query(board.files.text('inbox.graphql'));
    expect(errors).toEqual([]);
    expect(data.viewer.inbox.nodes).toHaveLength(count);
  }
});
