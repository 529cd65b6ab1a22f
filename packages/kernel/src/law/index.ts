export { addDays, endOfDay, localDay, startOfDay } from './zones';
export { addWorkingDays, isWorkingDay, weekdayCalendar, type Calendar, type CountedDay } from './calendar';
export { deadlineRunsOf, deadlinesOf, nearestDue, type ClockInput } from './clocks';
export { type TimelineStep } from './timeline';
export { isDay, policyMistakes, resolvePolicy, type PolicyRow } from './policy';
export { isSeenBy, standingIn, type CaseRights, type Involvement, type StoredSight } from './standing';
export { sightBranches, type SightBranch } from './sight';
export { decide, moveOptions, type ActingRight, type Decision, type Subject } from './decide';
