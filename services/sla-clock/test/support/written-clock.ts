import type { JsonObject } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { type CalendarBook, createCalendarBook } from '../../src/commands/calendar-book.ts'
import { clockStream } from '../../src/commands/streams.ts'
import type { ClockCommand } from '../../src/domain/clock.ts'
import type { ClockEvent } from '../../src/domain/clock-events.ts'
import type { ClockStart } from '../../src/domain/facts.ts'
import { calendar, decisions, overlays } from './histories.ts'
import { entity } from './routing-events.ts'

const second = (n: number) => new Date(Date.UTC(2026, 10, 20, 15, 0, n)).toISOString()

/** A log whose wall clock goes on by a second with every write, and the calendars of its entity. */
export function tickingLog(): { log: EventLog; calendars: CalendarBook; now: () => string } {
  let ticks = 0
  const inner = memoryLog(() => second(ticks))
  const log: EventLog = {
    ...inner,
    write(of, unit) {
      ticks++
      return inner.write(of, unit)
    },
  }
  const now = () => second(ticks)
  return { log, now, calendars: createCalendarBook({ log, overlays: new Map([[entity, overlays]]), now }) }
}

/** Writes a clock's life, a decision a time. @param written called after each, with its place in the life */
export async function writeLife(
  log: EventLog,
  start: ClockStart,
  commands: readonly ClockCommand[],
  written: (nth: number) => Promise<void> = async () => {},
): Promise<void> {
  const { id, version } = calendar
  const born = { ...start, calendar: { id, version } }
  const stream = clockStream(start.clockId)
  let at = 0
  for (const [nth, decision] of decisions(born, commands).entries()) {
    const events = decision.map((event: ClockEvent) => ({
      ...{ id: deriveId(stream, at), type: event.type, data: event.data as unknown as JsonObject },
      at: second(at++),
    }))
    await log.write(entity, { appends: [{ stream, expected: 'any', events, actor: 'test' }] })
    await written(nth)
  }
}
