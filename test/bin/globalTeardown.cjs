const { join } = require('node:path');
const { endSearch } = require('../logs/search.cjs');

/** The last run that uses the tests' server stops it; then what everything said is searched for what people told and for secrets. */
module.exports = async () => {
  await globalThis.maplebridgeTestServer?.close();
  const databaseLog = globalThis.maplebridgeTestLog ?? null;
  const lines = endSearch({ root: join(__dirname, '..', '..'), folder: process.env.MAPLEBRIDGE_TEST_LOGS, databaseLog });
  const database = databaseLog === null ? 'the log of the given PostgreSQL cannot be read from here' : 'that of PostgreSQL too';
  process.stderr.write(`logs: ${lines} lines searched (${database}), no personal data and no secret in them\n`);
};
