import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { csvOf } from './import/generate';
import { modelOf, type CaseworkRow } from './import/model';
import { figuresOf, openOffice } from './import/office';

const file = process.env.CASEWORK_FILE ?? resolve(__dirname, '..', '..', 'shared', 'data', 'nyc-casework-2015-2019.csv.gz');
const sliceOf = 12_000;

async function slice(): Promise<readonly CaseworkRow[]> {
  const rows: CaseworkRow[] = [];
  const packed = createReadStream(file);
  const parser = packed.pipe(createGunzip()).pipe(parse({ columns: true }));
  for await (const row of parser) if (rows.push(row as CaseworkRow) === sliceOf) break;
  packed.destroy();
  return rows;
}

const isThere = existsSync(file);
if (!isThere) process.stderr.write(`skipped: no real casework at ${file} (CASEWORK_FILE); the generated file was tested.\n`);

(isThere ? test : test.skip)('the first rows of the real casework come to the figures of its description', async () => {
  const rows = await slice();
  const office = await openOffice();
  expect(figuresOf(await office.import(csvOf(rows), { batchSize: 2_000 }))).toEqual(modelOf(rows));
  await office.close();
});
