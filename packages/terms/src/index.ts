export { type BeforeFacts, dateBefore, explainBefore } from './before.ts'
export {
  addBusinessDays,
  businessDaysBetween,
  endOfDue,
  lastBusinessDayOnOrBefore,
} from './business-days.ts'
export { advance, begin } from './clock/advance.ts'
export { type ClockAnswer, clockFrom } from './clock/clock-from.ts'
export { type Count, countOf, dueIfResumed } from './clock/count.ts'
export { type Effect, effectsOf } from './clock/effects.ts'
export { explainCount } from './clock/explain.ts'
export { factFields, instantOf, lastDay, type ReadFact } from './clock/fact.ts'
export { breach } from './clock/judge.ts'
export { type FactRefusal, factRefusals } from './clock/refusals.ts'
export { instantWithLeft } from './clock/rungs.ts'
export { asIfNothingLater, sinceDelivery } from './clock/since-delivery.ts'
export { dateInWords, dayInWords, hoursInWords, termInWords } from './clock/spanish.ts'
export { type ClockState, openInterval } from './clock/state.ts'
export { type Due, due, type ExplainedDay } from './due.ts'
export { dueDate } from './due-date.ts'
export { dueInstant, type HourFacts, type HourPause, hoursBetween } from './hours.ts'
export { addMonths, nextBusinessDay } from './months.ts'
export { type OpenHours, openOn } from './open-on.ts'
export { dueRange, type RangeFacts } from './range.ts'
export { type AgreedTerm, agreedRules } from './regimes/agreed.ts'
export { isParameter, type Parameter, parameterOf } from './regimes/parameters.ts'
export type { Regime, RegimeUnit } from './regimes/regime.ts'
export { regimeNamed, regimes } from './regimes/registry.ts'
export { defaultOf, parametersOf, type Rules, rulesOf } from './regimes/rules.ts'
export { termOn, type WordedTerm } from './regimes/term-on.ts'
export { countedOff, isInHours, longestIn } from './regimes/units.ts'
export {
  longestTerm,
  type Pause,
  type StartRule,
  type TermFacts,
  type TermUnit,
  type Unit,
} from './term-facts.ts'
