import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';
import { typeDefs } from '../sdl.mjs';
import { poolSize } from '../poolSize.mjs';
import { openResolvers } from './resolvers.mjs';

pg.types.setTypeParser(20, Number);
const pool = new pg.Pool({ connectionString: process.env.BENCH_DATABASE, max: poolSize });
const app = Fastify({ keepAliveTimeout: 65_000 });
app.register(mercurius, { schema: typeDefs, ...openResolvers(pool), jit: 1 });
await app.listen({ port: 0, host: '127.0.0.1' });
process.send({ port: app.server.address().port });
process.on('disconnect', () => process.exit());
