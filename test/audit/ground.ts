import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeys, readPrivateKey, readPublicKeys } from '@maplebridge/audit';
import { verify, type Verdict, type VerifyJob } from '@maplebridge/cli';
import { seal, type Sealed } from '@maplebridge/gateway';
import { appendEntries, openDatabase, type Database, type EntryDraft, type Query } from '@maplebridge/storage';
import { openMigratedDatabase, type MigratedDatabase } from '@maplebridge/testkit';

const auditorLogin = 'maplebridge_test_auditor';

/** A database with records of both kinds, whoever seals them, whoever verifies, and a superuser who may do as they like. */
export interface Ground {
  readonly database: MigratedDatabase;
  /** The login that serves requests. */
  readonly running: Database;
  /** The login that verifies. */
  readonly auditor: Database;
  readonly auditorUrl: string;
  readonly sql: Query;
  readonly home: string;
  readonly folder: string;
  readonly keys: ReturnType<typeof makeKeys>;
  write(entries: number, accesses: number): Promise<void>;
  seal(): Promise<Sealed>;
  verify(otherwise?: Partial<VerifyJob>): Promise<Verdict>;
  close(): Promise<void>;
}

export async function openGround(): Promise<Ground> {
  const database = await openMigratedDatabase([]);
  const home = mkdtempSync(join(tmpdir(), 'maplebridge-audit-'));
  const folder = join(home, 'checkpoints');
  const owner = await openDatabase({ url: database.url, poolSize: 3 });
  await owner.query(`do $$ begin create role ${auditorLogin} login; exception when duplicate_object or unique_violation then null; end $$`);
  await owner
    .query(`grant maplebridge_auditor to ${auditorLogin}`)
    .catch(() => owner.query(`grant maplebridge_auditor to ${auditorLogin}`));
  const auditorUrl = Object.assign(new URL(database.url), { username: auditorLogin, password: '' }).href;
  const running = await openDatabase({ url: database.runtimeUrl, poolSize: 6 });
  const auditor = await openDatabase({ url: auditorUrl, poolSize: 1 });
  const keys = makeKeys();
  const [key, publicKeys] = [readPrivateKey(keys.privatePem), readPublicKeys(keys.publicPem)];
  return {
    ...{ database, running, auditor, auditorUrl, home, folder, keys },
    sql: owner.query,
    write: async (entries, accesses) => {
      await appendEntries(running.query, Array.from({ length: entries }, draft));
      for (let nth = 0; nth < accesses; nth += 1) await look(running.query);
    },
    seal: async () => sealedBy(await seal({ database: running, key, folder, reason: 'asked' })),
    verify: (otherwise = {}) => verify({ database: auditor, folder, keys: publicKeys, ...otherwise }),
    close: async () => {
      for (const one of [running, auditor, owner]) await one.close();
      await database.close();
      rmSync(home, { recursive: true });
    },
  };
}

function sealedBy(sealed: Sealed | null): Sealed {
  if (sealed) return sealed;
  throw new Error('Nobody asked the sealer to stop, and it did.');
}

/** An entry with something in every column that may be empty. */
export function draft(): EntryDraft {
  const caseId = randomUUID();
  return {
    subjectKind: 'case',
    subjectId: caseId,
    subjectVersion: 2,
    caseId,
    caseType: 'community-dispute',
    typeVersion: 1,
    type: 'signFor',
    unitId: randomUUID(),
    previousUnitId: randomUUID(),
    stateBefore: 'reported',
    stateAfter: 'signed',
    phaseBefore: 'intake',
    phaseAfter: 'handling',
    audience: 'case',
    actor: { kind: 'post', role: 'officer', personId: randomUUID(), unitId: randomUUID() },
    happenedAt: new Date('2026-11-25T08:00:00.123Z'),
    payload: { number: 1.5, 案由: '噪音' },
  };
}

export const purpose = '电话通知调解时间';

/** One opening of somebody's values, by the very function that requests use. */
export const look = (query: Query): Promise<object[]> =>
  query(`select * from privacy.open($1, $2, '{contact}', $3, 'officer', $4, $5, $6)`, [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
    purpose,
    randomUUID(),
  ]);

const tables = ['core.entry', 'core.shard', 'privacy.access', 'audit.leaf', 'audit.checkpoint'];
const copyOf = (table: string): string => `kept_${table.replace('.', '_')}`;

/** Remembers every row, so that what was tampered with can be put back. */
export async function keepAll({ sql }: Pick<Ground, 'sql'>): Promise<{ putBack(): Promise<void> }> {
  await sql(`drop schema if exists kept cascade`);
  await sql(`create schema kept`);
  for (const table of tables) await sql(`create table kept.${copyOf(table)} as select * from ${table}`);
  return {
    putBack: async () => {
      for (const table of tables) {
        await sql(`delete from ${table}`);
        await sql(`insert into ${table} select * from kept.${copyOf(table)}`);
      }
    },
  };
}
