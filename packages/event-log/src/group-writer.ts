import { type Database, isRetryable, isStorageFull, sqlState } from '@ventanilla/database'
import type { RefusalCode, Unit, Written, WrittenAppend } from './event-log.ts'
import { goesOn, goOn } from './go-on.ts'

interface Waiting {
  unit: Unit
  /** What no other unit of its group may touch: see `namesOf`. */
  names: readonly string[]
  resolve(written: Written): void
  reject(error: unknown): void
}

interface Row {
  append: number
  code: string | null
  position: number | null
  version: number | null
  number: number | null
  radicado: string | null
}

const PLACE_MOVED = 'VL005'
const TIMED_OUT = '57014'
const CODES: Record<string, RefusalCode> = {
  VL002: 'version-conflict',
  VL003: 'claim-conflict',
  VL004: 'event-id-reused',
  [PLACE_MOVED]: 'place-moved',
}
const MAX_APPENDS = 1024
/** Appends that are worth a statement of their own beside one that is on its way. */
const FULL = 256
/** That many statements on their way at most: the second moves its streams while the first is committed. */
const STATEMENTS = 2
const TRIES = 5

/**
 * Group commit for one log: while one statement is on its way, whatever arrives waits and goes with the next; only
 * what fills a group and does nothing but go on doesn't wait. No timer, so an idle log adds no delay; no lock is held
 * across a round trip, since a group is one statement.
 */
export function groupWriter(database: Database, entity: string, hooks: { written(): void; guard(): void }) {
  let queue: Waiting[] = []
  /** Appends in it. */
  let waiting = 0
  /** With so many of them it is worth a look again whether some fill a group of what may go beside. */
  let lookAt = FULL
  let soon: Promise<void> | undefined
  const flying = new Map<Promise<void>, Waiting[]>()

  function send(): void {
    soon = undefined
    while (queue.length > 0) {
      const beside = flying.size > 0
      if (beside && (waiting < lookAt || flying.size === STATEMENTS)) return
      const next = nextGroup(queue, beside ? { busy: [...flying.values()].flat(), takes: goesOn } : {})
      if (beside && next.appends < FULL) {
        lookAt = waiting + FULL
        return
      }
      queue = next.rest
      waiting -= next.appends
      fly(next.group)
    }
  }

  function fly(group: Waiting[]): void {
    const flight = commit(group).finally(() => {
      flying.delete(flight)
      lookAt = FULL
      send()
    })
    flying.set(flight, group)
  }

  async function commit(group: Waiting[]): Promise<void> {
    let results: Written[]
    try {
      results = await writeGroup(
        { database, entity, guard: hooks.guard },
        group.map(({ unit }) => unit),
      )
    } catch (error) {
      const [only] = group
      if (only && group.length === 1) return settleFailure(only, error)
      // A machine that is broken is broken for each of them: asking again one by one would only take longer.
      if (isRetryable(error)) for (const one of group) one.reject(error)
      // One unit that the database can't take must not fail the others.
      else for (const part of parts(group, error)) await commit(part)
      return
    }
    group.forEach((one, index) => {
      const result = results[index]
      if (result) one.resolve(result)
      else one.reject(new Error('the log gave no answer for a unit'))
    })
    // A place that moved gives nobody anything to read.
    if (results.some((result) => result.outcome === 'written' && result.appends.length > 0)) hooks.written()
  }

  function settleFailure({ unit, resolve, reject }: Waiting, error: unknown) {
    const stream = unit.appends[0]?.stream
    const about = { outcome: 'refused' as const, ...(stream !== undefined && { stream }) }
    if (sqlState(error) !== '23505') return reject(error)
    const constraint = (error as { constraint?: string }).constraint
    if (constraint === 'events_id') return resolve({ ...about, code: 'event-id-reused' })
    if (constraint === 'claims_pkey') return resolve({ ...about, code: 'claim-conflict' })
    reject(error)
  }

  return {
    write(unit: Unit): Promise<Written> {
      return new Promise((resolve, reject) => {
        queue.push({ unit, names: namesOf(unit), resolve, reject })
        waiting += unit.appends.length
        soon ??= Promise.resolve().then(send)
      })
    },
    async idle() {
      while (soon || flying.size > 0) await (soon ?? Promise.all(flying.keys()))
    },
  }
}

/** Each half goes again, until the one at fault is alone; but each by itself where every try takes a minute. */
function parts(group: Waiting[], error: unknown): Waiting[][] {
  if (sqlState(error) === TIMED_OUT) return group.map((one) => [one])
  const middle = Math.ceil(group.length / 2)
  return [group.slice(0, middle), group.slice(middle)]
}

interface Group {
  group: Waiting[]
  /** Of the group. */
  appends: number
  rest: Waiting[]
}

/**
 * Takes what is waiting, in order; what touches a stream, key or place already taken waits for the next.
 * @param beside what is on its way, and which units may go beside it
 */
function nextGroup(
  queue: Waiting[],
  { busy = [], takes = () => true }: { busy?: readonly Waiting[]; takes?: (unit: Unit) => boolean },
): Group {
  const group: Waiting[] = []
  const rest: Waiting[] = []
  const taken = new Set(busy.flatMap(({ names }) => names))
  let appends = 0
  for (const [index, waiting] of queue.entries()) {
    const { unit, names } = waiting
    const full =
      group.length >= MAX_APPENDS || (group.length > 0 && appends + unit.appends.length > MAX_APPENDS)
    // Nothing behind it is looked at: with tens of thousands waiting, that cost more than the database does.
    if (full || !takes(unit)) return { group, appends, rest: rest.concat(queue.slice(index)) }
    if (names.some((name) => taken.has(name))) rest.push(waiting)
    else {
      group.push(waiting)
      appends += unit.appends.length
    }
    // Also of those left for later: an append never overtakes an earlier one of its stream.
    for (const name of names) taken.add(name)
  }
  return { group, appends, rest }
}

function namesOf({ appends, places = [] }: Unit): string[] {
  const names = places.map(({ consumer, source }) => `place ${consumer} ${source}`)
  for (const { stream, claim, events } of appends) {
    names.push(`stream ${stream}`)
    if (claim) names.push(`claim ${claim.key}`)
    for (const { id } of events) names.push(id)
  }
  return names
}

async function writeGroup(
  { database, entity, guard }: { database: Database; entity: string; guard(): void },
  units: Unit[],
): Promise<Written[]> {
  if (units.every(goesOn)) {
    const written = await withRetry(async () => {
      guard()
      return goOn(database, entity, units)
    })
    if (written) return written
  }
  const appends = units.flatMap((unit, index) => unit.appends.map((append) => ({ unit: index, ...append })))
  const parameters = [
    entity,
    appends.map(({ unit, stream, expected, events, actor, cause }) => ({
      ...{ unit, stream, expected: expected === 'any' ? -1 : expected, events: events.length, actor, cause },
    })),
    appends.flatMap(({ events }, append) =>
      events.map((event, index) => ({ ...event, append, nth: index + 1 })),
    ),
    units.flatMap(({ places = [] }, unit) => places.map((place) => ({ unit, ...place }))),
    appends.flatMap(({ claim }, append) => (claim ? [{ append, ...claim }] : [])),
    appends.flatMap(({ number }, append) => (number ? [{ append, ...number }] : [])),
    appends.flatMap(({ enclosure }, append) =>
      enclosure
        ? [{ append, kind: enclosure.kind, body: Buffer.from(enclosure.body).toString('base64') }]
        : [],
    ),
  ].map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))
  const rows = await withRetry(async () => {
    guard()
    return database.query<Row>('select * from log.write($1, $2, $3, $4, $5, $6, $7)', parameters)
  })
  return readResults(units, rows)
}

/**
 * A lost connection leaves it open whether the group was committed. Event ids settle it: sent again, what is
 * there comes back as `repeated`.
 */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      // A full disk is not emptied in a second: who waits is told now.
      if (tried >= TRIES || !isRetryable(error) || isStorageFull(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** tried))
    }
  }
}

function readResults(units: Unit[], rows: Row[]): Written[] {
  const byAppend = new Map(rows.map((row) => [row.append, row]))
  let index = 0
  return units.map(({ appends, places = [] }, unit) => {
    const mine = appends.map(({ stream }) => ({ stream, row: byAppend.get(index++) }))
    const moved = places.length > 0 && byAppend.get(-1 - unit)?.code === PLACE_MOVED
    const refused = mine.find(({ row }) => row?.code && CODES[row.code])
    const code = CODES[moved ? PLACE_MOVED : (refused?.row?.code ?? '')]
    if (code) return { outcome: 'refused', code, ...(refused && !moved && { stream: refused.stream }) }
    const repeated = mine.length > 0 && mine.every(({ row }) => row?.code === 'repeated')
    return {
      outcome: repeated ? 'repeated' : 'written',
      appends: mine.map(
        ({ stream, row }): WrittenAppend => ({
          stream,
          position: row?.position ?? 0,
          version: row?.version ?? 0,
          ...(row?.number != null && { number: row.number }),
          ...(row?.radicado != null && { radicado: row.radicado }),
        }),
      ),
    }
  })
}
