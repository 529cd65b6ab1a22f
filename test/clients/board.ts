import { randomUUID } from 'node:crypto';
import type { Jurisdiction } from '@maplebridge/contract';
import { jurisdiction as business } from '@maplebridge/business-environment';
import { jurisdiction as community } from '@maplebridge/community-disputes';
import { jurisdiction as medical } from '@maplebridge/medical-disputes';
import { jurisdiction as nightMarket } from '@maplebridge/night-market-disputes';
import { openTestGateway, type TestGateway } from '@maplebridge/testkit';
import { openCuttingProxy, type CuttingProxy } from './cuttingProxy';
import { run, type Program } from './program';
import { saveReadmeFiles, type ReadmeFiles } from './readmeFiles';

export const plugins: readonly Jurisdiction[] = [medical, nightMarket, business, community];

/** The demo city behind a proxy that can cut, and the README's files beside it. */
export interface Board {
  readonly gateway: TestGateway;
  readonly proxy: CuttingProxy;
  readonly files: ReadmeFiles;
  /** Starts a program of the README as the demo's supervisor. */
  start(file: string): Promise<Program>;
  /** Signs for the demo case with this summary by the README's own mutation; answers the change's id. */
  sign(subject: string, summary: string): Promise<string>;
  close(): Promise<void>;
}

export async function openBoard(): Promise<Board> {
  const gateway = await openTestGateway({ plugins });
  const proxy = await openCuttingProxy(gateway.url);
  const files = await saveReadmeFiles();
  const programs: Program[] = [];
  return {
    gateway,
    proxy,
    files,
    start: async (file) => {
      const program = run(files.folder, file, { GATEWAY: proxy.url, TOKEN: await gateway.token('demo-supervisor') });
      programs.push(program);
      return program;
    },
    sign: async (subject, summary) => {
      const { data } = await gateway.as(subject).query(files.text('inbox.graphql'));
      const found = data.viewer.inbox.nodes.find((one: { summary: string }) => one.summary.endsWith(summary));
      const variables = { id: found.id, version: found.version, key: randomUUID() };
      const { data: signed, errors } = await gateway.as(subject).query(files.text('sign.graphql'), variables);
      if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join(' '));
      return signed.moveCase.change.id;
    },
    close: async () => {
      await Promise.all(programs.map((program) => program.stop()));
      await proxy.close();
      await files.remove();
      await gateway.close();
    },
  };
}

export interface LiveEvent {
  readonly __typename: 'Change' | 'CaseLeft' | 'CaughtUp' | 'Resync';
  readonly cursor: string;
  readonly id?: string;
  readonly case?: { readonly id: string; readonly version: number; readonly status: { readonly phase: string } };
}

/** What came over the stream up to the change that ends it. Repeated `CaughtUp`s are left out; a `Resync` is not. */
export async function changesUntil(program: Program, last: string): Promise<readonly string[]> {
  const seen: string[] = [];
  while (seen.at(-1) !== last) {
    const event = await program.line<LiveEvent>();
    if (event.__typename !== 'CaughtUp') seen.push(event.id ?? event.__typename);
  }
  return seen;
}

/** What came before the stream said that it is caught up. */
export async function untilCaughtUp(program: Program): Promise<readonly string[]> {
  const seen: string[] = [];
  for (;;) {
    const event = await program.line<LiveEvent>();
    if (event.__typename === 'CaughtUp') return seen;
    seen.push(event.id ?? event.__typename);
  }
}
