import type { Command } from 'commander';
import { assess } from '../privacy/assess';
import { delayOne, listDelays, reviewOne } from '../privacy/delays';
import { eraseOne } from '../privacy/erase';
import { exportOne } from '../privacy/export';
import { listHolds, placeOne, releaseOne } from '../privacy/holds';
import { runRetention } from '../privacy/retention';
import { dayOption } from '../registry/days';
import { inPlace, type Work } from '../shell/run';

export function addPrivacy(program: Command): void {
  const privacy = program.command('privacy').description('what is kept of people, how long, and what goes. 个人信息的保留与删除');
  privacy
    .command('retention')
    .option('--dry-run', 'only say what would go')
    .description('erase what is past its time, by the retention policies. 删除超过保留期限的信息')
    .action(inside(runRetention));
  addHolds(privacy);
  addReports(privacy);
  addDelays(privacy);
  privacy
    .command('erase')
    .argument('<who>', 'the `sub` of a person; with --party the id of a party')
    .option('--issuer <iss>', 'whose `sub`; default: the configured one')
    .option('--party', 'one party of one case, of whom no account is known')
    .option('--dry-run', 'only say which cases it is about')
    .description('erase the values of one person by destroying their keys. 删除某人的个人信息')
    .action(inside(eraseOne));
}

function addReports(privacy: Command): void {
  privacy
    .command('assess')
    .argument('<type>', 'a case type, e.g. medical-dispute')
    .description('draft of an impact assessment, from what the type declares. 影响评估草稿')
    .action(inside(assess));
  privacy
    .command('export')
    .argument('<subject>', 'the `sub` of a person')
    .option('--issuer <iss>', 'whose `sub`; default: the configured one')
    .requiredOption('--out <file>', 'a new file, readable by its owner only')
    .description('everything held about a person, as JSON; on record as a reading. 导出某人的全部信息')
    .action(inside(exportOne));
}

function addDelays(privacy: Command): void {
  privacy
    .command('delay')
    .argument('<number>', 'the number of a case')
    .requiredOption('--reason <text>', 'why, for who reviews it')
    .requiredOption('--source <text>', 'the law or order that demands silence')
    .requiredOption('--until <day>', 'first day on which the people concerned read it', dayOption)
    .option('--by <who>', 'who asks for it; default: who sits here')
    .description('entries of the access log about a case are read later by the people concerned. 延迟告知查阅记录')
    .action(inside(delayOne));
  privacy.command('delays').description('what is told later, and what waits for a review. 列出延迟告知').action(inside(listDelays));
  privacy
    .command('review')
    .argument('<id>', 'of `privacy delays`')
    .option('--keep', 'it holds until its end')
    .option('--end', 'it ends now')
    .option('--by <who>', 'who reviews it, not who asked for it; default: who sits here')
    .description('a second person’s word on a delay, without which it lapses. 复核延迟告知')
    .action(inside(reviewOne));
}

function addHolds(privacy: Command): void {
  privacy
    .command('hold')
    .argument('<number>', 'the number of a case')
    .requiredOption('--reason <text>', 'why, for who reads the list')
    .requiredOption('--source <text>', 'the order, file number or article that it follows from')
    .option('--until <day>', 'first day no longer; default: until it is released', dayOption)
    .description('keep a case from being erased. 证据保全')
    .action(inside(placeOne));
  privacy.command('release').argument('<id>', 'of `privacy holds`').description('end a hold. 解除保全').action(inside(releaseOne));
  privacy.command('holds').description('holds that stand. 列出保全').action(inside(listHolds));
}

function inside<Options extends object>(work: Work<Options>) {
  return function (this: Command): Promise<void> {
    return inPlace(this, true, work);
  };
}
