export { openCursors, type Cursors, type OpenedPlace, type Place } from './cursors';
export { type Judge, type Judgement, type Question, type Traits } from './judge';
export { type Listen } from './hints';
export { liveLimits, type LiveLimits } from './limits';
export { openLive, type Live, type LiveSettings } from './openLive';
export { openTail, type Tail, type TailSettings } from './tail';
