import type { Db } from '@ventanilla/database'
import type { Unit, Written } from './event-log.ts'

/** Whether a unit only goes on with streams that are there, at a version that it names, and nothing rides along. */
export function goesOn({ appends, places = [] }: Unit): boolean {
  return (
    places.length === 0 &&
    appends.length > 0 &&
    appends.every(
      ({ expected, claim, number, enclosure }) =>
        expected !== 'any' && expected > 0 && !claim && !number && !enclosure,
    )
  )
}

/** Writes such units, all of them or none. @returns undefined when none was: then each has to be looked at */
export async function goOn(db: Db, entity: string, units: readonly Unit[]): Promise<Written[] | undefined> {
  const appends: [stream: string, counts: [expected: number, events: number]][] = []
  const events: object[] = []
  const written: { stream: string; version: number; end: number }[][] = []
  for (const unit of units) {
    written.push(
      unit.appends.map(({ stream, expected, events: facts, actor, cause }) => {
        let version = Number(expected)
        appends.push([stream, [version, facts.length]])
        for (const { id, type, data, at, cause: own = cause } of facts)
          events.push({ stream, version: ++version, id, type, data, at, actor, cause: own })
        return { stream, version, end: events.length }
      }),
    )
  }
  const [row] = await db.query<{ head: number | null }>('select log.go_on($1, $2, $3) as head', [
    entity,
    JSON.stringify(Object.fromEntries(appends)),
    JSON.stringify(events),
  ])
  const head = row?.head
  if (head == null) return undefined
  const before = head - events.length
  return written.map((all) => ({
    outcome: 'written',
    appends: all.map(({ stream, version, end }) => ({ stream, position: before + end, version })),
  }))
}
