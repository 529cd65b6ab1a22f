const { join } = require('node:path');
const { endSearch } = require('../logs/search.cjs');

/** The last run that uses the tests' server stops it; then what everything said is searched for what people told and for secrets. */
module.exports = async () => {
  await globalThis.maplebridgeTestServer?.close();
  const databaseLog = globalThis.maplebridgeTestLog ?? null;
  const lines = searched({ root: join(__dirname, '..', '..'), folder: process.env.MAPLEBRIDGE_TEST_LOGS, databaseLog });
  if (lines === null) return;
  const database = databaseLog === null ? 'the log of the given PostgreSQL cannot be read from here' : 'that of PostgreSQL too';
  process.stderr.write(`logs: ${lines} lines searched (${database}), no personal data and no secret in them\n`);
};

/** Null, and the run fails, when something was found. Not thrown: jest would end without the report of what passed. */
function searched(given) {
  try {
    return endSearch(given);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return null;
  }
}
