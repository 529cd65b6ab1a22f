import { isDay, startOfDay } from '@maplebridge/kernel';
import { InvalidArgumentError } from 'commander';

/** A day as an option: YYYY-MM-DD. */
export function dayOption(text: string): string {
  if (isDay(text)) return text;
  throw new InvalidArgumentError(`"${text}" is not a day (YYYY-MM-DD).`);
}

/** The first instant of a day where the unit is. */
export const dayAt = (day: string, timeZone: string): Date => startOfDay(day, timeZone);
