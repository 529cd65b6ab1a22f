import { openRest } from './rest';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Whether the rest is over by now. */
async function isDone(rest: Promise<void>): Promise<boolean> {
  let done = false;
  void rest.then(() => (done = true));
  await Promise.resolve();
  return done;
}

test('whoever waits for news is woken by them, and otherwise when the time is over', async () => {
  const rest = openRest();
  const woken = rest.until(1_000);
  expect(await isDone(woken)).toBe(false);
  rest.wake();
  expect(await isDone(woken)).toBe(true);
  const waiting = rest.until(1_000);
  jest.advanceTimersByTime(999);
  expect(await isDone(waiting)).toBe(false);
  jest.advanceTimersByTime(1);
  expect(await isDone(waiting)).toBe(true);
});

test('whoever rests undisturbed lets news gather', async () => {
  const rest = openRest();
  await rest.until(0);
  const resting = rest.undisturbed(500);
  rest.wake();
  expect(await isDone(resting)).toBe(false);
  jest.advanceTimersByTime(500);
  expect(await isDone(resting)).toBe(true);
});

test('the end is the end of every rest, of the one that is taken and of those to come', async () => {
  const rest = openRest();
  const resting = rest.undisturbed(500);
  rest.end();
  expect([await isDone(resting), await isDone(rest.until(1_000)), rest.isOver()]).toEqual([true, true, true]);
  expect(jest.getTimerCount()).toBe(0);
});
