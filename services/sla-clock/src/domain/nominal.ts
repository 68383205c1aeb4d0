import type { ClockEvent } from './clock-events.ts'

/** What follows from business time alone, a mark or another calendar, has that instant however late it is written. */
export function nominalOf(event: ClockEvent): string | undefined {
  switch (event.type) {
    case 'ClockWarned':
    case 'ClockBreached':
    case 'ClockRecounted':
      return event.data.nominal
    default:
      return undefined
  }
}
