/** The last run that uses the tests' server stops it. */
module.exports = async () => {
  await globalThis.maplebridgeTestServer?.close();
};
