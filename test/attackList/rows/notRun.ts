import type { RowNotRun } from '../row';

const elsewhere = (row: string, sent: string, file: string): RowNotRun => ({ row, sent, why: `not in this run; shown by ${file}` });
const missing = (row: string, sent: string, what: string): RowNotRun => ({ row, sent, why: `not yet applicable: ${what}` });

const unwritten = (row: string, sent: string, see?: string): RowNotRun => ({
  row,
  sent,
  why: `not yet written for this run${see === undefined ? '' : `; see ${see}`}`,
});

/** Rows without a run here, each with its reason. Whoever builds what is missing takes the row out and adds it to a file beside this one. */
export const rowsNotRun: readonly RowNotRun[] = [
  elsewhere('A015', 'slow senders', 'test/doors/slowness.test.ts'),
  elsewhere('A039', 'an error inside a resolver', 'test/doors/language.test.ts; no request to the real gateway causes one at will'),
  unwritten('A041', 'timing of credentials'),
  elsewhere('A058', 'every operation by every role', 'the matrix: npm run matrix -- --check, test/matrix'),
  elsewhere('A060', 'OpenID state, code and issuer mixed up, open redirect', 'test/signIn/pages.test.ts'),
  missing('A061', 'password spraying', 'no passwords here: people sign in at the provider'),
  elsewhere('A063', 'session fixation and reuse', 'test/signIn/pages.test.ts'),
  missing('A080', 'formulas in an export', 'no export'),
  missing('A082', 'stored scripts', 'no pages that show what people wrote'),
  missing('A087', 'requests to inner addresses', 'nothing fetches an address that a client names'),
  missing('A088', 'path traversal in files', 'no upload and no download'),
  missing('A090', 'hostile uploads', 'no upload'),
  missing('A091', 'pixel bombs', 'no upload'),
  missing('A093', 'reused upload tickets', 'no upload'),
  missing('A094', 'edited download addresses', 'no download'),
  missing('A095', 'counting through QR codes', 'no QR codes'),
  missing('A097', 'a sticker over the plate', 'no plates'),
  missing('A098', 'guessed receipt tokens', 'no receipts'),
  missing('A099', 'a thousand reports from one plate', 'no plates'),
  missing('A107', 'export of everything', 'no export'),
  missing('A112', 'a tampered backup', 'no restore'),
];
