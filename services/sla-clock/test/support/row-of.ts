import type { Projection, Row } from '@ventanilla/projections'
import type { ClockEvent } from '../../src/domain/clock-events.ts'

/** What a projection makes of the events of one clock. */
export function rowOf({ on }: Projection, events: readonly ClockEvent[]): Row | undefined {
  return events.reduce<Row | undefined>((row, event) => {
    const apply = on[event.type]
    return apply ? apply(row, { ...event, entity: 'icetex' }) : row
  }, undefined)
}
