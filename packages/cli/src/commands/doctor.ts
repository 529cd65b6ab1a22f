import { ownersOf } from '@maplebridge/gateway';
import { findGaps } from '@maplebridge/ledger';
import { pendingMigrations, type Query } from '@maplebridge/storage';
import type { Command } from 'commander';
import { AlreadyTold } from '../shell/failure';
import { inPlace } from '../shell/run';
import type { Voice } from '../shell/voice';
import type { Place } from '../store/openPlace';

export interface Finding {
  readonly check: string;
  readonly isWell: boolean;
  readonly found: string;
  /** What would put it right. */
  readonly remedy?: string;
}

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check versions, migrations, durability and the ledger; exit code 1 when something is not well. 体检')
    .action((_options: object, command: Command) =>
      inPlace(command, false, async ({ place, voice }) => {
        const findings = await examine(place);
        voice.answer({ event: 'examined', isWell: findings.every((one) => one.isWell), findings }, asText(voice, findings));
        if (findings.some((one) => !one.isWell)) throw new AlreadyTold('something is not well');
      }),
    );
}

async function examine(place: Place): Promise<readonly Finding[]> {
  const { query } = place.database;
  const pending = await pendingMigrations(query, ownersOf(place.jurisdictions));
  const migrated: Finding = {
    check: 'migrations',
    isWell: pending.length === 0,
    found: pending.length === 0 ? 'all have run' : `${pending.length} pending: ${pending.slice(0, 5).join(', ')}`,
    ...(pending.length > 0 ? { remedy: 'maplebridge migrate' } : {}),
  };
  const before = [nodeVersion(), await serverVersion(query), ...(await durability(query)), await logins(query), migrated];
  if (pending.length > 0) return before;
  return [...before, ...(await counts(query)), await ledger(query)];
}

const nodeVersion = (): Finding => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return {
    check: 'node',
    isWell: major > 20 || (major === 20 && minor >= 19),
    found: process.versions.node,
    remedy: 'Node 20.19 or later',
  };
};

async function serverVersion(query: Query): Promise<Finding> {
  const [row] = await query<{ number: string; text: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as text`,
  );
  const major = Math.floor(Number(row?.number ?? 0) / 10_000);
  return { check: 'postgresql', isWell: major >= 15 && major <= 18, found: row?.text ?? '?', remedy: 'PostgreSQL 15 to 18' };
}

/** With any of them off a commit that was answered may be lost, or a page torn. */
async function durability(query: Query): Promise<readonly Finding[]> {
  const rows = await query<{ name: string; value: string }>(
    `select name, setting as value from pg_settings where name in ('synchronous_commit', 'fsync', 'full_page_writes') order by name`,
  );
  return rows.map(({ name, value }) => ({
    check: name,
    isWell: value !== 'off' && value !== 'local',
    found: value,
    remedy: `alter system set ${name} = on`,
  }));
}

/** The login that serves requests may not own what it serves. */
async function logins(query: Query): Promise<Finding> {
  const [row] = await query<{ name: string; mighty: boolean }>(
    `select current_user as name, rolsuper or rolcreaterole or rolbypassrls as mighty from pg_roles where rolname = current_user`,
  );
  return {
    check: 'run-time login',
    isWell: row?.mighty === false,
    found: row?.name ?? '?',
    remedy: 'name a login without SUPERUSER and CREATEROLE in DATABASE_URL',
  };
}

async function counts(query: Query): Promise<readonly Finding[]> {
  const [row] = await query<{ units: string; cases: string; entries: string }>(
    `select (select count(*) from core.unit) as units, (select count(*) from core."case") as cases, (select sum(position) from core.shard) as entries`,
  );
  return [
    { check: 'units', isWell: Number(row?.units) > 0, found: row?.units ?? '0', remedy: 'maplebridge units import FILE' },
    { check: 'cases', isWell: true, found: `${row?.cases ?? 0} (${row?.entries ?? 0} entries)` },
  ];
}

async function ledger(query: Query): Promise<Finding> {
  const gaps = await findGaps(query);
  const found =
    gaps.length === 0
      ? 'no gap'
      : gaps.map(({ shard, counter, count }) => `shard ${shard}: ${count} entries, counter ${counter}`).join('; ');
  return {
    check: 'ledger',
    isWell: gaps.length === 0,
    found,
    remedy: 'restore a backup: entries were removed or the counter was changed by hand',
  };
}

function asText(voice: Voice, findings: readonly Finding[]): string {
  const [well, unwell] = voice.language === 'zh-CN' ? ['正常', '异常'] : ['ok', 'NOT WELL'];
  return findings
    .map(
      ({ check, isWell, found, remedy }) =>
        `${(isWell ? well : unwell).padEnd(9)}${check.padEnd(20)}${found}${isWell || !remedy ? '' : `  -> ${remedy}`}`,
    )
    .join('\n');
}
