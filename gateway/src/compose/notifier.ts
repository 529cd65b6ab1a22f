import type { Database } from '@maplebridge/storage';

/** One of our own constants: the channel on which gateways wake each other. */
export const channel = 'maplebridge_ledger';

const atMostEvery = 20;

/** Wakes other gateways after a commit: throttled, outside every transaction, and never missed since a poll stands behind it. */
export function openNotifier(database: Database): { notify(): void; close(): Promise<void> } {
  let timer: NodeJS.Timeout | null = null;
  let sending: Promise<unknown> = Promise.resolve();
  const send = (): void => {
    timer = null;
    sending = database.query(`select pg_notify('${channel}', '')`).catch(() => undefined); // the poll finds it
  };
  return {
    notify: () => {
      timer ??= setTimeout(send, atMostEvery);
    },
    close: async () => {
      if (timer) clearTimeout(timer);
      await sending;
    },
  };
}
