import type { AddressInfo } from 'node:net';
import { label, Refusal } from '@maplebridge/contract';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config/readConfig';
import { systemCode } from '../systemCode';

/** Listens and answers the port. Throws a Refusal that names host and port and says what would work. */
export async function listen(app: FastifyInstance, { host, port }: Pick<Config, 'host' | 'port'>): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw cannotListen(error, host, port);
  }
  return (app.server.address() as AddressInfo).port; // a TCP server: never a pipe's name
}

function cannotListen(error: unknown, host: string, port: number): unknown {
  const code = systemCode(error);
  if (code === 'EADDRINUSE') {
    return new Refusal(
      'UNAVAILABLE',
      label(
        `端口 ${port} 已被占用。请停止占用它的程序，或换一个端口：PORT=${port + 1} npm start（PORT=0 表示任意空闲端口）。`,
        `Port ${port} on ${host} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start (PORT=0 takes any free one).`,
      ),
    );
  }
  if (code === 'EACCES') {
    return new Refusal(
      'UNAVAILABLE',
      label(
        `没有权限监听端口 ${port}。请使用 1024 以上的端口，例如 PORT=4000。`,
        `This user may not listen on port ${port}. Use one above 1023, for example PORT=4000, with a proxy in front.`,
      ),
    );
  }
  if (code !== 'EADDRNOTAVAIL' && code !== 'ENOTFOUND') return error;
  return new Refusal(
    'UNAVAILABLE',
    label(
      `本机没有地址 ${host}。请使用 HOST=127.0.0.1 或 HOST=0.0.0.0。`,
      `This machine has no address ${host}. Use HOST=127.0.0.1 or HOST=0.0.0.0.`,
    ),
  );
}
