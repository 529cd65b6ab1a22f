import { brief, faultsOf } from './send';
import { table } from './table';

const headers = { 'x-request-id': 'r' };
const refusal = (extensions: object, message = 'No.'): string => JSON.stringify({ errors: [{ message, extensions }] });
const good = { status: 400, headers, text: refusal({ code: 'BAD_USER_INPUT', requestId: 'r' }) };

test('an answer as it must be has no fault', () => expect([faultsOf(good), brief(good)]).toEqual([[], '400 BAD_USER_INPUT']));

test.each(['x\n    at run (y)', 'select a from b', '/srv/gateway/dist/main.js', 'core.person'])(
  'an answer that says %j gives something away',
  (leak) => {
    const text = refusal({ code: 'NOT_FOUND', requestId: 'r' }, leak);
    expect(faultsOf({ ...good, text })).toEqual([expect.stringContaining('says what stands behind it')]);
  },
);

test('an answer without JSON, request id or code is found, and so is a bug', () => {
  expect(faultsOf({ ...good, text: '<pre>Error' })).toEqual(['the body is no JSON']);
  expect(faultsOf({ ...good, headers: {} })).toEqual(['no request id']);
  expect(faultsOf({ ...good, text: refusal({}) })).toEqual(['an error without a code', 'an error without a request id']);
  const bug = { ...good, status: 500, text: refusal({ code: 'INTERNAL_SERVER_ERROR', requestId: 'r' }) };
  expect(faultsOf(bug)).toEqual(['status 500', 'a bug reached the client']);
});

test('an answer that was not expected stands out in the table', () => {
  const outcome = { row: 'A001', attempt: 'cold', sent: 'a|b', expected: '400', got: '500', isAsExpected: false } as const;
  expect(table([outcome], [])).toContain('| A001 | cold | a\\|b | 400 | 500 | NO |');
  expect(table([outcome], [])).toContain('1 rows in 1 attempts: 0 as expected, 1 not.');
});
