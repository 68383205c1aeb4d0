export { type BeforeFacts, dateBefore, explainBefore } from './before.ts'
export {
  addBusinessDays,
  businessDaysBetween,
  endOfDue,
  lastBusinessDayOnOrBefore,
} from './business-days.ts'
export { type Due, due, type ExplainedDay } from './due.ts'
export { dueDate } from './due-date.ts'
export { dueInstant, type HourFacts, type HourPause, hoursBetween, type ServiceWindow } from './hours.ts'
export { addMonths, nextBusinessDay } from './months.ts'
export { dueRange, type RangeFacts } from './range.ts'
export {
  longestTerm,
  type Pause,
  type StartRule,
  type TermFacts,
  type TermUnit,
  type Unit,
} from './term-facts.ts'
