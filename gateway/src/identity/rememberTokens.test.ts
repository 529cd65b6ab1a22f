import { rememberTokens } from './rememberTokens';

const identity = (expiresAt: number) => ({ subject: 'somebody', issuer: 'somewhere', expiresAt: new Date(expiresAt) });

test('a token is known for a minute, and never past its end', () => {
  let now = 1_000_000;
  const tokens = rememberTokens(() => now);
  tokens.keep('Bearer long', identity(now + 3_600_000));
  tokens.keep('Bearer short', identity(now + 10_000));
  expect(tokens.get('Bearer long')?.subject).toBe('somebody');
  now += 10_000;
  expect(tokens.get('Bearer short')).toBeNull();
  expect(tokens.get('Bearer long')).not.toBeNull();
  now += 50_000;
  expect(tokens.get('Bearer long')).toBeNull();
  expect(tokens.get('Bearer other')).toBeNull();
});

test('ten thousand are remembered, and the oldest makes room', () => {
  const tokens = rememberTokens(() => 0);
  for (let nth = 0; nth <= 10_000; nth += 1) tokens.keep(`Bearer ${nth}`, identity(1000));
  expect(tokens.get('Bearer 0')).toBeNull();
  expect(tokens.get('Bearer 10000')).not.toBeNull();
});
