import { countFailures } from './attempts';

test('failures are counted by credential and by address, and an IPv6 network is one address', () => {
  const failed = countFailures(() => 0);
  const tries = (network: string, count: number) =>
    Array.from(
      { length: count },
      (_, nth) => failed({ named: `guess ${network} ${nth}`, address: `${network}::${nth + 1}` })?.code ?? null,
    );
  expect(new Set(tries('2001:db8:0:1', 100))).toEqual(new Set([null]));
  expect(tries('2001:db8:0:1', 2)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
  expect(tries('2001:db8:0:2', 2)).toEqual([null, null]);
  const one = Array.from({ length: 11 }, (_, nth) => failed({ named: 'one link', address: `2001:db8:0:3::${nth + 1}` })?.code ?? null);
  expect(one).toEqual([...Array.from({ length: 10 }, () => null), 'RATE_LIMITED']);
});
