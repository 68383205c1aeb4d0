import type { ClockEvent } from './clock-events.ts'

/** The business instant of a mark that was reached is the mark's own, however late it is written. */
export function nominalOf(event: ClockEvent): string | undefined {
  return event.type === 'ClockWarned' || event.type === 'ClockBreached' ? event.data.nominal : undefined
}
