import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A bad line between a client and a gateway. */
export interface Proxy {
  /** `http://127.0.0.1:port`, in front of the gateway. */
  readonly url: string;
  /** How many connections were cut so far. */
  readonly cuts: () => number;
  /** From now on each connection is cut in the middle of a frame after so many bytes of the gateway, at random; null: never. */
  cutAfter(bytes: readonly [least: number, most: number] | null): void;
  /** Drops everything on the connections there are, both ways, and closes none. */
  hush(): void;
  /** Resolves when the gateway has closed its end of a connection that is there now. */
  gatewayLeaves(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly gateway: Socket;
  isHushed: boolean;
}

export async function openProxy(target: string): Promise<Proxy> {
  const pairs = new Set<Pair>();
  let cuts = 0;
  let range: readonly [number, number] | null = null;
  const server = createServer((client) => {
    const gateway = connect(Number(new URL(target).port), '127.0.0.1');
    const pair: Pair = { client, gateway, isHushed: false };
    pairs.add(pair);
    let left = range === null ? Infinity : range[0] + Math.random() * (range[1] - range[0]);
    client.on('data', (data) => !pair.isHushed && gateway.write(data));
    gateway.on('data', (data: Buffer) => {
      if (pair.isHushed) return;
      left -= data.length;
      if (left > 0) return void client.write(data);
      cuts += 1;
      left = Infinity;
      // Half of what came, then the line is gone: whatever frame was on its way ends in the middle.
      client.write(data.subarray(0, data.length >> 1), () => end(pair));
    });
    for (const socket of [client, gateway]) socket.on('error', () => end(pair)).on('close', () => pair.isHushed || end(pair));
  });
  const end = ({ client, gateway }: Pair): void => {
    client.destroy();
    gateway.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cuts: () => cuts,
    cutAfter: (bytes) => {
      range = bytes;
    },
    hush: () => pairs.forEach((pair) => (pair.isHushed = true)),
    gatewayLeaves: async () => {
      await Promise.race([...pairs].filter(({ gateway }) => !gateway.destroyed).map(({ gateway }) => once(gateway, 'close')));
    },
    close: async () => {
      pairs.forEach(end);
      await new Promise((closed) => server.close(closed));
    },
  };
}
