import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { DataSource } from 'typeorm';
import { placeOf } from '../../data/server.mjs';
import { typeDefs } from '../sdl.mjs';
import { poolSize } from '../poolSize.mjs';
import * as entities from './entities.mjs';
import * as ledger from './ledgerEntities.mjs';
import { openResolvers } from './resolvers.mjs';

const { user, ...place } = placeOf(process.env.BENCH_DATABASE);
const { details, ...named } = entities;
const source = new DataSource({
  type: 'postgres',
  ...place,
  username: user,
  poolSize,
  synchronize: false,
  entities: [...Object.values(named), ...Object.values(ledger), ...Object.values(details)],
});
await source.initialize();
const server = new ApolloServer({ typeDefs, resolvers: openResolvers(source) });
const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
process.send({ port: Number(new URL(url).port) });
process.on('disconnect', () => process.exit());
