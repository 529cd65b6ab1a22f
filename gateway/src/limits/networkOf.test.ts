import { networkOf } from './networkOf';

test('an IPv4 address is counted as it is, an IPv6 address by its network of 64 bits however it is written', () => {
  expect([networkOf('192.0.2.1'), networkOf('unknown')]).toEqual(['192.0.2.1', 'unknown']);
  const same = [
    '2001:db8:0:7::1',
    '2001:0DB8::7:1:2:3:4',
    '2001:db8:0:7:ffff:ffff:ffff:ffff',
    '2001:db8:0:7::192.0.2.1',
    '2001:db8:0:7::1%eth0',
  ];
  expect(same.map(networkOf)).toEqual(same.map(() => '2001:db8:0:7::/64'));
  expect(networkOf('2001:db8:0:8::1')).toBe('2001:db8:0:8::/64');
  expect([networkOf('::1'), networkOf('::')]).toEqual(['0:0:0:0::/64', '0:0:0:0::/64']);
});
