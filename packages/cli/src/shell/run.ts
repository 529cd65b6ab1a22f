import type { Command } from 'commander';
import { openPlace, type Place } from '../store/openPlace';
import { openVoice, type Voice, type VoiceOptions } from './voice';

/** Options that every sub-command has. */
export interface SharedOptions extends VoiceOptions {
  readonly database?: string;
}

/** `args` are the arguments of the command line, in order. */
export type Work<Options> = (at: {
  readonly place: Place;
  readonly voice: Voice;
  readonly options: Options;
  readonly args: readonly string[];
}) => Promise<void>;

export const voiceOf = (command: Command): Voice => openVoice(command.optsWithGlobals<SharedOptions>(), process.env);

/** Opens the place, does the work and closes again, whatever happens. */
export async function inPlace<Options extends object>(
  command: Command,
  isToMigrate: boolean,
  work: Work<Options & SharedOptions>,
): Promise<void> {
  const options = command.optsWithGlobals<Options & SharedOptions>();
  const voice = openVoice(options, process.env);
  const place = await openPlace({
    ...(options.database === undefined ? {} : { database: options.database }),
    isToMigrate,
    say: voice.note,
  });
  try {
    await work({ place, voice, options, args: command.args });
  } finally {
    await place.close();
  }
}
