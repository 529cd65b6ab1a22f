import { changesUntil, type Board } from './board';

interface Inbox {
  readonly liveCursor: string;
  readonly nodes: readonly { readonly __typename?: string; readonly id: string; readonly summary: string; readonly number: string }[];
}

export const demoSummaries = [
  'Renovation upstairs at night',
  'Loudspeakers at a stall',
  'A quarrel over a bill',
  'An approval that took too long',
] as const;

/**
 * Mixed types on one page; what happens between the page and the stream arrives; the connection is cut inside a frame while things go
 * on; after it everything has been told once, in the order in which it happened.
 */
export async function inboxSurvivesACut(
  board: Board,
  file: string,
): Promise<{ inbox: Inbox; told: readonly string[]; happened: readonly string[] }> {
  board.proxy.holdSockets();
  const program = await board.start(file);
  const inbox = await program.line<Inbox>();
  const early = await board.sign('demo-grid', demoSummaries[0]);
  board.proxy.letThrough();
  const told = [...(await changesUntil(program, early))];
  const [cut, meanwhile] = await cutAndGoOn(board);
  told.push(...(await changesUntil(program, meanwhile)));
  const later = await board.sign('demo-window', demoSummaries[3]);
  told.push(...(await changesUntil(program, later)));
  return { inbox, told, happened: [early, cut, meanwhile, later] };
}

/** The frame that tells of the first change never arrives whole, and the second happens while nobody is connected. */
export async function cutAndGoOn(board: Board): Promise<readonly [cut: string, meanwhile: string]> {
  const isCut = board.proxy.cutNextFrame();
  board.proxy.holdSockets();
  const cut = await board.sign('demo-watchman', demoSummaries[1]);
  await isCut;
  const meanwhile = await board.sign('demo-mediation', demoSummaries[2]);
  board.proxy.letThrough();
  return [cut, meanwhile];
}
