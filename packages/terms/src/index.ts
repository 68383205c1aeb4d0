export {
  addBusinessDays,
  businessDaysBetween,
  endOfDue,
  lastBusinessDayOnOrBefore,
} from './business-days.ts'
export { type Due, due, type ExplainedDay } from './due.ts'
export { dueDate } from './due-date.ts'
export { longestTerm, type Pause, type TermFacts, type Unit } from './term-facts.ts'
