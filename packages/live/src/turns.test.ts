import { nextTurn, onReached } from './turns';

const day = 86_400_000;
const start = new Date('2026-03-02T00:00:00Z');
const inDays = (days: number): Date => new Date(start.getTime() + days * day);
const post = (from: number, until: number | null) => ({
  role: 'officer',
  unitId: 'unit',
  level: 1,
  from: inDays(from),
  until: until === null ? null : inDays(until),
});

beforeEach(() => void jest.useFakeTimers({ now: start }));
afterEach(() => void jest.useRealTimers());

test('rights turn next when the first post begins or ends, never at an instant that has passed', () => {
  expect(nextTurn({ posts: [post(-2, 9), post(-2, null), post(4, 8)] }, start)).toEqual(inDays(4));
  expect(nextTurn({ posts: [post(-2, -1), post(-2, 3), post(0, null)] }, start)).toEqual(inDays(3));
  expect(nextTurn({ posts: [post(-2, null)] }, start)).toBeNull();
});

test('an instant farther than a timer can wait is reached on its day and not before', () => {
  const reached = jest.fn();
  onReached(inDays(60), () => new Date(), reached);
  jest.advanceTimersByTime(60 * day - 1);
  expect(reached).not.toHaveBeenCalled();
  jest.advanceTimersByTime(1);
  expect(reached).toHaveBeenCalledTimes(1);
  expect(jest.getTimerCount()).toBe(0);
});

test('an instant that was called off is not reached, and leaves no timer behind', () => {
  const reached = jest.fn();
  onReached(inDays(60), () => new Date(), reached)();
  expect(jest.getTimerCount()).toBe(0);
});
