import type { EventLog } from '@ventanilla/event-log'

/**
 * The log as the reactor sees it. A reactor writes each fact at the instant of the public event that caused it; a
 * message's instant is the latest among those of the facts it waited for, so that it doesn't tell who came last.
 */
export function withOwnInstants(log: EventLog): EventLog {
  return {
    ...log,
    write: (entity, unit) =>
      log.write(entity, {
        ...unit,
        appends: unit.appends.map((append) => ({
          ...append,
          events: append.events.map((event) => {
            const { requestedAt } = event.data
            return typeof requestedAt === 'string' ? { ...event, at: requestedAt } : event
          }),
        })),
      }),
  }
}
