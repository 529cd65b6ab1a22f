import { backoff, openAlarm, type Alarm } from './alarm';

/** Listens on a connection of its own. `onLost` is called once when the connection is gone; hints after that are lost, which is allowed. */
export type Listen = (onHint: () => void, onLost: (error: Error) => void) => Promise<{ close(): Promise<void> }>;

interface HintSettings {
  readonly listen: Listen;
  readonly onHint: () => void;
  readonly onTrouble: (error: Error) => void;
}

const shortestWait = 250;
const longestWait = 30_000;

/** Keeps listening: listening -> lost -> waiting, ever longer -> listening again, until closed. Every return counts as a hint. */
export function openHints(settings: HintSettings): { close(): Promise<void> } {
  const alarm = openAlarm();
  const running = keepListening(settings, alarm);
  return {
    close: async () => {
      alarm.close();
      await running;
    },
  };
}

async function keepListening({ listen, onHint, onTrouble }: HintSettings, alarm: Alarm): Promise<void> {
  for (let failures = 0; !alarm.isClosed;) {
    let lost: Error | null = null;
    try {
      const listening = await listen(onHint, (error) => {
        lost ??= error;
        alarm.ring();
      });
      failures = 0;
      onHint();
      while (!lost && !alarm.isClosed) await alarm.wait(longestWait);
      await listening.close();
    } catch (error) {
      lost ??= error as Error; // only errors are thrown by drivers
    }
    if (!lost || alarm.isClosed) continue;
    onTrouble(lost);
    failures += 1;
    await alarm.pause(backoff(failures, shortestWait, longestWait));
  }
}
