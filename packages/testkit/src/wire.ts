import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to PostgreSQL that hears every statement that is sent over it, whoever sends it and however it is prepared. */
export interface Wire {
  readonly url: string;
  /** What was executed since the last time this was asked, in order; `begin` and `commit` too. */
  heard(): readonly string[];
  close(): Promise<void>;
}

export async function openWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let heard: string[] = [];
  const server = createServer((client) => {
    const database = dial(target);
    const listener = openListener((statement) => heard.push(statement));
    client.on('data', (data: Buffer) => void (listener(data), database.write(data)));
    database.on('data', (data: Buffer) => void client.write(data));
    const end = (): void => void (client.destroy(), database.destroy());
    for (const socket of [client, database]) sockets.add(socket.on('error', end).on('close', end));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.searchParams.delete('host');
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    heard: () => {
      const all = heard;
      heard = [];
      return all;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function dial(target: URL): Socket {
  const folder = target.searchParams.get('host');
  const port = Number(target.port || 5432);
  return folder ? connect(`${folder}/.s.PGSQL.${port}`) : connect(port, target.hostname);
}

/** Messages of the frontend, cut by their lengths; the first one of a connection has no letter. */
function openListener(hear: (statement: string) => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let isStarted = false;
  const understand = statements(hear);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const head = isStarted ? 1 : 0;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      if (isStarted) understand(rest.toString('latin1', 0, 1), rest.subarray(5, length));
      isStarted = true;
      rest = rest.subarray(length);
    }
  };
}

/** Simple queries, and executions of the portal that was bound last: pg uses the unnamed one only. */
function statements(hear: (statement: string) => void): (letter: string, body: Buffer) => void {
  const parsed = new Map<string, string>();
  let bound = '';
  return (letter, body) => {
    const [first = '', second = ''] = body.toString('utf8').split('\0');
    if (letter === 'Q') hear(first);
    if (letter === 'P') parsed.set(first, second);
    if (letter === 'B') bound = parsed.get(second) ?? `an unknown statement ${second}`;
    if (letter === 'E') hear(bound);
  };
}
