import { writeFile } from 'node:fs/promises';
import { issuerOf, keyringFor } from '@maplebridge/gateway';
import { Refusal, label } from '@maplebridge/contract';
import { exportValues, heldIn, holdings, personBySubject, type Database, type Keyring } from '@maplebridge/storage';
import { FileRefused } from '../file/openFile';
import type { Work } from '../shell/run';
import { withKeeper } from './openKeeper';

export interface ExportOptions {
  readonly issuer?: string;
  readonly out: string;
}

/** The file is made before anything is read: what cannot be written is not opened either. */
export const exportOne: Work<ExportOptions> = async ({ place, voice, options, args: [subject = ''] }) => {
  const issuer = options.issuer ?? issuerOf(place.config.tokens);
  const keyring = await keyringFor(place.config);
  await withKeeper(place, voice, async (database) => {
    const person = await personBySubject(database.query, issuer, subject);
    if (!person)
      throw new Refusal('NOT_FOUND', label(`没有用户“${subject}”（${issuer}）。`, `Nobody is known as "${subject}" of ${issuer}.`));
    await makeFile(options.out);
    const held = await everything(database, keyring, person.id);
    await writeFile(options.out, `${JSON.stringify({ exportedAt: new Date(), issuer, subject, ...held }, null, 2)}\n`);
    const counted = { values: held.values.length, rows: Object.values(held.held).reduce((sum, { rows }) => sum + rows.length, 0) };
    const said = label(
      `已导出 ${counted.values} 项个人信息和 ${counted.rows} 条记录到 ${options.out}`,
      `${counted.values} personal values and ${counted.rows} records are in ${options.out}`,
    );
    voice.answer({ event: 'exported', file: options.out, ...counted }, voice.say(said));
  });
};

async function makeFile(path: string): Promise<void> {
  try {
    await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    throw new FileRefused(
      `${path} cannot be made: ${error instanceof Error ? error.message : String(error)}. Name a file that is not there yet.`,
    );
  }
}

/** One snapshot, so that what is in one list and not in another was so. */
const everything = (database: Database, keyring: Keyring, personId: string) =>
  database.transaction(async (query) => {
    await query('set transaction isolation level repeatable read');
    const held: Record<string, { readonly what: string; readonly kept: string; readonly rows: readonly object[] }> = {};
    for (const one of holdings.filter(({ rows }) => rows !== null))
      held[one.table] = { what: one.what, kept: one.kept, rows: await heldIn(query, one, personId) };
    return { values: await exportValues(query, keyring, personId), held };
  });
