import { readFile } from 'node:fs/promises';
import { isDay } from '@maplebridge/kernel';
import { insertCalendarYear, type Database } from '@maplebridge/storage';
import { z } from 'zod';
import { TableMistakes } from './readTable';

const day = z.string().refine(isDay, 'is a day (YYYY-MM-DD)');
const label = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

/** One year of working days, as the holiday notice of a government gives it: only what differs from the week. */
const calendarYear = z.strictObject({
  $schema: z.string().optional(),
  calendar: z
    .string()
    .refine((name) => Intl.supportedValuesOf('timeZone').includes(name), 'is the time zone where it holds, e.g. Asia/Shanghai'),
  year: z.int().min(1900).max(2200),
  source: z.strictObject({
    instrument: label,
    article: z.string().min(1),
    version: z.string().min(1),
    inForceFrom: day,
    inForceUntil: day.optional(),
    verified: z.strictObject({ by: z.string().min(1), on: day }).optional(),
    text: label.optional(),
  }),
  /** Days of the working week on which nobody works. */
  holidays: z.array(day),
  /** Days of a weekend on which everybody works. */
  workdays: z.array(day),
});

type CalendarYear = z.output<typeof calendarYear>;

/** Stores a year, or several of a list, all or none; the same year again replaces its source and its days. */
export async function importCalendars(
  database: Database,
  path: string,
): Promise<readonly { calendar: string; year: number; days: number }[]> {
  const years = await readYears(path);
  return database.transaction(async (query) => {
    const done: { calendar: string; year: number; days: number }[] = [];
    for (const { calendar, year, source, holidays, workdays } of years) {
      const days = [...holidays.map((one) => ({ day: one, isWorking: false })), ...workdays.map((one) => ({ day: one, isWorking: true }))];
      await insertCalendarYear(query, { calendar, year, source, days });
      done.push({ calendar, year, days: days.length });
    }
    return done;
  });
}

async function readYears(path: string): Promise<readonly CalendarYear[]> {
  const value = parse(
    path,
    await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new TableMistakes(path, [`it cannot be read (${error.code ?? error.message}).`]);
    }),
  );
  const read = z
    .array(calendarYear)
    .min(1)
    .safeParse(Array.isArray(value) ? value : [value]);
  if (!read.success)
    throw new TableMistakes(
      path,
      read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    );
  const mistakes = read.data.flatMap(mistakesIn);
  if (mistakes.length > 0) throw new TableMistakes(path, mistakes);
  return read.data;
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new TableMistakes(path, [`it is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

const isWeekend = (text: string): boolean => [0, 6].includes(new Date(`${text}T00:00:00Z`).getUTCDay());

function mistakesIn({ calendar, year, holidays, workdays }: CalendarYear): readonly string[] {
  const name = `${calendar} ${year}`;
  const foreign = [...holidays, ...workdays].filter((one) => !one.startsWith(`${year}-`));
  const both = holidays.filter((one) => workdays.includes(one));
  const idle = workdays.filter((one) => !isWeekend(one));
  return [
    ...foreign.map((one) => `${name}: ${one} is of another year.`),
    ...both.map((one) => `${name}: ${one} is both a holiday and a working day.`),
    ...idle.map((one) => `${name}: ${one} is a working day of the week anyway; workdays are weekends on which people work.`),
  ];
}
