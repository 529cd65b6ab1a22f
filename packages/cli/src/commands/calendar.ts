import type { Command } from 'commander';
import { importCalendars } from '../registry/calendars';
import { inPlace } from '../shell/run';

export function addCalendar(program: Command): void {
  program
    .command('calendar')
    .description('working days by year. 工作日历')
    .command('import')
    .argument('<file>', 'JSON: calendar (a time zone), year, source, holidays, workdays; or a list of them')
    .description('store the holidays of a year and the weekends on which people work. 导入节假日安排')
    .action((file: string, _options: object, command: Command) =>
      inPlace(command, true, async ({ place, voice }) => {
        const years = await importCalendars(place.database, file);
        const lines = years.map(({ calendar, year, days }) =>
          voice.say({ 'zh-CN': `${calendar} ${year}：${days} 天与常规不同`, en: `${calendar} ${year}: ${days} days differ from the week` }),
        );
        voice.answer({ event: 'calendarsImported', years }, lines.join('\n'));
      }),
    );
}
