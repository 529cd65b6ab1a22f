import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy before a gateway that loses what it carries. */
export interface CuttingProxy {
  readonly url: string;
  /** From now on WebSockets wait at the door; plain requests pass. */
  holdSockets(): void;
  letThrough(): void;
  /** The next bytes for any WebSocket are cut in the middle of a frame, then every connection of it is destroyed. Resolves when that has happened. */
  cutNextFrame(): Promise<void>;
  close(): Promise<void>;
}

export async function openCuttingProxy(gateway: string): Promise<CuttingProxy> {
  const { port } = new URL(gateway);
  const open = new Set<Socket>();
  let held: (() => void)[] | null = null;
  let cut: (() => void) | null = null;

  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('error', () => socket.destroy()); // a cut is what these tests are about
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  const carry = (client: Socket, first: Buffer, isSocket: boolean): void => {
    const upstream = keep(connect(Number(port), '127.0.0.1'));
    upstream.write(first);
    client.pipe(upstream);
    upstream.on('data', (bytes) => {
      if (cut === null || !isSocket) return void client.write(bytes);
      const done = cut;
      cut = null;
      client.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => {
        client.destroy();
        upstream.destroy();
        done();
      });
    });
    upstream.once('close', () => client.destroy());
    client.once('close', () => upstream.destroy());
  };
  const server = createServer((client) => {
    keep(client).once('data', (first) => {
      const isSocket = /^upgrade: websocket/im.test(first.toString('latin1'));
      if (held && isSocket) held.push(() => carry(client, first, true));
      else carry(client, first, isSocket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // listening: it has a port
    holdSockets: () => {
      held ??= [];
    },
    letThrough: () => {
      const waiting = held ?? [];
      held = null;
      for (const go of waiting) go();
    },
    cutNextFrame: () =>
      new Promise((resolve) => {
        cut = resolve;
      }),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
