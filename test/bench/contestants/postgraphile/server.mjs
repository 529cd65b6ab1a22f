import { createServer } from 'node:http';
import { grafserv } from 'postgraphile/grafserv/node';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { makeJSONPgSmartTagsPlugin } from 'postgraphile/utils';
import { poolSize } from '../poolSize.mjs';
import { tags } from './tags.mjs';

const schemas = ['core', 'bench', 'community_disputes', 'medical_disputes', 'night_market_disputes', 'business_environment'];
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  // A mistake in the schema has to end the benchmark, not a field.
  disablePlugins: ['SwallowErrorsPlugin'],
  plugins: [makeJSONPgSmartTagsPlugin(tags)],
  pgServices: [makePgService({ connectionString: process.env.BENCH_DATABASE, schemas, poolConfig: { max: poolSize } })],
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  grafast: { explain: false },
});
const server = createServer();
server.keepAliveTimeout = 65_000;
await instance.createServ(grafserv).addTo(server);
if (process.env.BENCH_PRINT) {
  const { printSchema } = await import('graphql');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(process.env.BENCH_PRINT, printSchema(await instance.getSchema()));
}
server.listen(0, '127.0.0.1', () => process.send?.({ port: server.address().port }));
process.on('disconnect', () => process.exit());
