import { setTimeout as pause } from 'node:timers/promises';
import { startGateway } from '../contestants/gateway/start.mjs';
import { run } from '../data/server.mjs';
import { ensureSeed } from '../data/seed.mjs';

const patience = 3_600_000;

/** A seed on which a gateway has run once: its types are registered and its consumers have dealt with every generated entry. */
export const seedOf = ({ server, issuer, say }, cases) => ensureSeed(server, { cases, say, settle: settleOn({ server, issuer, say }) });

const settleOn =
  ({ server, issuer, say }) =>
  async ({ database }) => {
    say('letting the consumers of the ledger catch up, once');
    const gateway = await startGateway({ server, database, issuer });
    try {
      await untilCaughtUp(server.url(database));
    } finally {
      await gateway.stop();
    }
  };

async function untilCaughtUp(url) {
  const until = Date.now() + patience;
  const behind = `select sum(s.position - c.position)::bigint as behind from core.consumer c join core.shard s on s.shard = c.shard`;
  for (;;) {
    const [{ behind: entries }] = await run(url, [behind]);
    if (Number(entries ?? 0) === 0) return;
    if (Date.now() > until) throw new Error(`The consumers are still ${entries} entries behind.`);
    await pause(500);
  }
}
