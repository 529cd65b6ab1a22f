import { openBoard, type Board } from './board';
import { demoSummaries, inboxSurvivesACut } from './story';

let board: Board;
beforeAll(async () => {
  board = await openBoard();
});
afterAll(() => board.close());

test('the inbox of the README in urql shows all types, lives, and loses and repeats nothing in a cut', async () => {
  const { inbox, told, happened } = await inboxSurvivesACut(board, 'urql.mjs');
  expect(inbox.nodes).toHaveLength(10);
  for (const summary of demoSummaries) expect(inbox.nodes.filter((one) => one.summary.endsWith(summary))).toHaveLength(1);
  expect(new Set(happened).size).toBe(4);
  expect(told).toEqual(happened);
});
