export type { TermOf } from './acts.ts'
export { bogotaDate, bogotaInstant, bogotaTime } from './bogota.ts'
export { type Calendar, nationalCalendar, withOverlays } from './calendar.ts'
export type { DayKind } from './day-kind.ts'
export { type HolidayDay, type HolidayRule, nationalRules, repealed } from './holiday-rules.ts'
export { firstYear, type Holiday, holidays, lastYear } from './holidays.ts'
export { type Nature, type ThreeInstants, threeInstants } from './instants.ts'
export { addDays, fromDayNumber, isLocalDate, type LocalDate, toDayNumber, weekday } from './local-date.ts'
export { type Overlay, overlaySchema, type Suspends } from './overlay.ts'
export { type OverlayRefusal, parseOverlay } from './parse-overlay.ts'
export { asSchedule, comesLate, isWithinReception, type ReceptionWindow, receptionDate } from './reception.ts'
export {
  attentionHours,
  closingAt,
  everyWeek,
  type MinuteWindow,
  type Requested,
  receptionHours,
  type Schedule,
} from './schedule.ts'
export { type ServiceHours, serviceHours } from './service-hours.ts'
export { type CalendarWarning, OutsideValidity, warningsBetween } from './validity.ts'
export type { DayRange, WorkingDays } from './working-days.ts'
export { type ValueFault, valuesOf, yamlFault } from './yaml-faults.ts'
