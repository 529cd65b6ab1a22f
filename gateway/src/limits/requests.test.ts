import { isRefusal } from '@maplebridge/contract';
import { openRequestLimits } from './requests';

const clock = () => {
  let at = 1_000_000;
  return { now: () => at, pass: (ms: number) => (at += ms) };
};
const hall = '192.0.2.1';
const person = (subject: string, address = hall) => ({ address, identity: { issuer: 'https://login.example.org', subject } });
const stranger = (address = hall) => ({ address, identity: null });

/** Null when it was paid, else the seconds after which it may be asked again. */
function waitOf(pay: (values: number) => void, values: number): unknown {
  try {
    pay(values);
    return null;
  } catch (error) {
    if (isRefusal(error) && error.code === 'RATE_LIMITED') return error.details['retryAfter'];
    throw error;
  }
}

test('who asks for a lot waits for as long as it takes to come back, and small requests of theirs with it', () => {
  const { now, pass } = clock();
  const pay = openRequestLimits({ perPerson: 1_000, perAddress: 1_000 }, now)(person('one'));
  expect(waitOf(pay, 40_000)).toBeNull();
  expect([waitOf(pay, 5_000), waitOf(pay, 1)]).toEqual([5, 1]);
  pass(4_999);
  expect(waitOf(pay, 5_000)).toBe(1);
  pass(1);
  expect([waitOf(pay, 5_000), waitOf(pay, 1)]).toEqual([null, 1]);
});

test('nobody in a hall waits for somebody else who is signed in, nor for all its strangers together', () => {
  const payerOf = openRequestLimits({ perPerson: 1_000, perAddress: 1_000 }, () => 0);
  expect([waitOf(payerOf(person('greedy')), 40_000), waitOf(payerOf(person('greedy', '198.51.100.7')), 1)]).toEqual([null, 1]);
  expect([waitOf(payerOf(stranger()), 40_000), waitOf(payerOf(stranger()), 1)]).toEqual([null, 1]);
  const others = Array.from({ length: 500 }, (_, nth) => waitOf(payerOf(person(`person ${nth}`)), 40_000));
  expect(new Set(others)).toEqual(new Set([null]));
});

test('the addresses of one IPv6 network are one stranger', () => {
  const payerOf = openRequestLimits({ perPerson: 1_000, perAddress: 1_000 }, () => 0);
  expect(waitOf(payerOf(stranger('2001:db8::1')), 40_000)).toBeNull();
  expect([waitOf(payerOf(stranger('2001:db8::2')), 1), waitOf(payerOf(stranger('2001:db8:0:1::1')), 1)]).toEqual([1, null]);
});

test('what costs more than a bucket holds is paid with all of it, so that it can be asked at all', () => {
  const { now, pass } = clock();
  const pay = openRequestLimits({ perPerson: 1_000, perAddress: 1_000 }, now)(person('one'));
  expect([waitOf(pay, 50_000), waitOf(pay, 50_000)]).toEqual([null, 40]);
  pass(40_000);
  expect(waitOf(pay, 50_000)).toBeNull();
});
