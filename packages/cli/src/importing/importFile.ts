import type { Jurisdiction } from '@maplebridge/contract';
import { openImport, type Fate, type ImportDoor, type ImportedRow, type Platform } from '@maplebridge/kernel';
import { openFile } from '../file/openFile';
import { readRows, type FileRow } from '../file/readRows';
import { openRejectedFile, type RejectedFile } from '../file/rejectedFile';
import { compileMapping, type MapRow } from '../mapping/compileMapping';
import { mappingMistakes } from '../mapping/mistakes';
import { MappingMistakes, readMapping } from '../mapping/readMapping';
import { parentOf } from '../mapping/units';
import type { Mapping } from '../mapping/schema';
import { batchesOf } from './batches';
import type { Progress } from './progress';
import { openTally, type Figures, type Tally } from './tally';

export interface ImportJob {
  readonly file: string;
  readonly mapping: string;
  readonly rejected: string;
  readonly isRehearsal: boolean;
  readonly jurisdictions: readonly Jurisdiction[];
  readonly platform: Pick<Platform, 'types' | 'rules' | 'now'>;
  /** The run-time login's. */
  readonly url: string;
  readonly progress: Progress;
  readonly batchSize?: number;
  /** Ends the import after the batch under way. */
  readonly signal?: AbortSignal;
}

/** Somebody ended the import; what was written stays, and the same command goes on from there. */
export class ImportStopped extends Error {
  override readonly name = 'ImportStopped';
}

export interface ImportReport extends Figures {
  readonly source: string;
  readonly unitsCreated: number;
  readonly clocksRunOut: Readonly<Record<string, number>>;
  readonly rejectedFile: string;
  readonly isRehearsal: boolean;
  readonly seconds: number;
}

/** A commit costs little beside it, others wait for the ledger's counters a fraction of a second, and two batches are small in memory. */
const defaultBatch = 1_000;

/** Imports a file from its first row to its last. Rows that an earlier or killed run wrote are passed over. */
export async function importFile(job: ImportJob): Promise<ImportReport> {
  const mapping = await readMapping(job.mapping);
  const file = await openFile(job.file);
  try {
    const { columns, rows } = await readRows(job.file, file);
    const mistakes = mappingMistakes(mapping, columns, job.jurisdictions);
    if (mistakes.length > 0) throw new MappingMistakes(job.mapping, mistakes);
    const map = compileMapping(mapping, columns, job.jurisdictions);
    job.progress.begin(file.size);
    return await throughTheDoor(job, mapping, { rows, map, read: file.read });
  } finally {
    job.progress.end();
    file.close();
  }
}

interface Source {
  readonly rows: AsyncIterable<FileRow>;
  readonly map: MapRow;
  readonly read: () => number;
}

async function throughTheDoor(job: ImportJob, mapping: Mapping, source: Source): Promise<ImportReport> {
  const began = performance.now();
  const { platform, url, isRehearsal } = job;
  const parent = parentOf(mapping);
  const door = await openImport({ platform, url, isRehearsal, source: mapping.source, ...(parent ? { parent } : {}) });
  const rejected = await openRejectedFile(job.rejected);
  try {
    const tally = openTally((type) => platform.types.get(type)?.jurisdiction.name ?? type, mapping.timeZone);
    await carry(job, { ...source, door, rejected, tally });
    const { unitsCreated, clocksRunOut } = door.tally();
    return {
      source: mapping.source,
      ...tally.figures(),
      unitsCreated,
      clocksRunOut: Object.fromEntries(clocksRunOut),
      rejectedFile: rejected.path,
      isRehearsal,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    await rejected.close();
    await door.close();
  }
}

interface Carrying extends Source {
  readonly door: ImportDoor;
  readonly rejected: RejectedFile;
  readonly tally: Tally;
}

interface Mapped {
  readonly line: number;
  readonly row: ImportedRow;
}

/** While the database writes one batch, the next is read and mapped; never more than those two are in memory. */
async function carry(job: ImportJob, carrying: Carrying): Promise<void> {
  let underWay: Promise<void> = Promise.resolve();
  for await (const batch of batchesOf(carrying.rows, job.batchSize ?? defaultBatch)) {
    const mapped = batch.map((row) => ({ line: row.line, row: mappedRow(row, carrying.map) }));
    await underWay;
    if (job.signal?.aborted)
      throw new ImportStopped('Stopped. What was written stays; the same command goes on from there. 已停止；再次运行同一命令即可继续。');
    underWay = writeAndCount(job, carrying, mapped);
    underWay.catch(() => undefined); // awaited with the next batch, or below: never unheard
  }
  await underWay;
}

const mappedRow = ({ cells, fault }: FileRow, map: MapRow): ImportedRow => (fault ? { key: null, content: fault } : map(cells));

async function writeAndCount(job: ImportJob, { door, tally, rejected, read }: Carrying, mapped: readonly Mapped[]): Promise<void> {
  const fates = await door.write(mapped.map(({ row }) => row));
  for (const [nth, { line, row }] of mapped.entries()) {
    const fate = fates[nth];
    if (!fate) throw new Error('The door answered for fewer rows than it was given.');
    tally.count(row, fate);
    await tell(rejected, { line, row }, fate);
  }
  job.progress.reached({ figures: tally.figures(), bytes: read() });
}

async function tell(rejected: RejectedFile, { line, row }: Mapped, fate: Fate): Promise<void> {
  const key = row.key ?? '';
  if (fate.kind === 'duplicate')
    await rejected.add({ line, fate: 'duplicate', key, reason: 'the key was met before 编号重复', detail: '' });
  if (fate.kind !== 'rejected') return;
  const { reason, detail = '' } = fate.rejection;
  await rejected.add({ line, fate: 'rejected', key, reason: `${reason.en} ${reason['zh-CN']}`, detail });
}
