import { bringUp } from '@maplebridge/gateway';
import type { Command } from 'commander';
import { inPlace } from '../shell/run';

export function addMigrate(program: Command): void {
  program
    .command('migrate')
    .description('bring the database to what this build knows: roles, schemas, tables. 迁移数据库')
    .action((_options: object, command: Command) =>
      inPlace(command, false, async ({ place, voice }) => {
        const ran: string[] = [];
        await bringUp(place.store, place.jurisdictions, (line) => {
          ran.push(line);
          voice.note(line);
        });
        const text = voice.say({ 'zh-CN': `数据库已是最新：${place.store.where}`, en: `The database is up to date: ${place.store.where}` });
        voice.answer({ event: 'migrated', database: place.store.where, ran }, text);
      }),
    );
}
