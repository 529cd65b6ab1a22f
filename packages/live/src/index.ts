export { canonical } from './canonical';
export { openCursors, type Cursors, type OpenedPlace, type Place } from './cursors';
export { type Hearing, type Judge, type Judgement, type Traits } from './judge';
export { type Listen } from './hints';
export { liveLimits, type LiveLimits } from './limits';
export { openLive, type Live, type LiveSettings } from './openLive';
export { type Answers, type Seat } from './seat';
export { openTail, type Tail, type TailSettings } from './tail';
