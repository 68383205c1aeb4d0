import type { EventLog } from '@ventanilla/event-log'
import { foldStep, type Step, stepsOf } from './apply.ts'
import type { Projection, Row } from './projection.ts'

/**
 * Rows that steps are about to touch, as they were when a log had come up to a position, for a projection that keeps
 * less than its rules read (see `unkept`): each is folded again from its stream. What lies at or before a position
 * never changes, so this needs no transaction with the table. Undefined for a projection that keeps all of it.
 */
export async function refolded(
  log: Pick<EventLog, 'streams'>,
  table: string,
  projection: Projection,
  steps: readonly Step[],
  { entity, upTo }: { entity: string; upTo: number },
): Promise<Map<string, Row> | undefined> {
  const { streamOf } = projection
  if (!streamOf) return undefined
  // In the order of the log: what begins here has no past to look for.
  const first = new Map<string, boolean>()
  for (const step of steps) if (!first.has(step.key)) first.set(step.key, step.first)
  const keys = [...first].filter(([, begins]) => !begins).map(([key]) => key)
  const rows = new Map<string, Row>()
  if (keys.length === 0) return rows
  const streams = await log.streams(keys.map((key) => streamOf(key)))
  for (const key of keys) {
    const past = streams.get(streamOf(key))?.events ?? []
    const until = past.filter((event) => event.entity === entity && event.position <= upTo)
    let row: Row | undefined
    for (const step of stepsOf(projection, until))
      if (step.key === key) row = foldStep(table, projection, row, step)
    if (row) rows.set(key, row)
  }
  return rows
}
