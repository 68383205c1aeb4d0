import { fold } from '@ventanilla/decider'
import type { Recorded } from '@ventanilla/event-log'
import type { ReadClock } from '../../src/commands/read-clock.ts'
import { clockDecider } from '../../src/domain/clock.ts'
import type { ClockEvent } from '../../src/domain/clock-events.ts'
import type { ClockStart } from '../../src/domain/facts.ts'
import { nominalOf } from '../../src/domain/nominal.ts'
import { calendar, other } from './histories.ts'
import { entity } from './routing-events.ts'

/** A clock as it is read from its log, in which every event has its place. */
export function asRead(start: ClockStart, events: readonly ClockEvent[]): ReadClock {
  const recorded = events.map((event, index) => ({
    ...{ ...event, entity, stream: 'clock', version: index + 1, position: 2 * index + 5, actor: 'prueba' },
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    ...{ at: nominalOf(event) ?? '2026-11-20T15:00:00.000Z', recordedAt: '2026-11-20T15:00:00.000Z' },
  })) as unknown as Recorded[]
  const clock = fold(clockDecider, events)
  const own = clock.start?.calendar.version === other.version ? other : calendar
  return {
    ...{ entity, version: events.length, start: clock.start ?? start, clock },
    ...{ calendar: own, events: recorded },
  }
}
