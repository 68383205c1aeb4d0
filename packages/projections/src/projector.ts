import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { applyAtOnce, applySteps, movePlace, PlaceMoved, stepsOf } from './apply.ts'
import { digestOf } from './digest.ts'
import {
  createGeneration,
  discard,
  dropRetired,
  type Folded,
  folded,
  type Generation,
  generations,
} from './generations.ts'
import type { Projection } from './projection.ts'
import { behindOf, buildSome, finish, type RebuildOptions, type Rebuilt, tableToBuild } from './rebuild.ts'
import { refolded } from './refold.ts'
import { createWaiting } from './waiting.ts'

export interface Projector {
  readonly name: string
  /**
   * Folds the next batch of every generation. One step at a time: who asks meanwhile gets one that begins after it.
   * @param beat is told from time to time that it goes on: a step that builds a new version may take minutes
   * @returns whether there was anything to do; 'done' when all that was there at its beginning is folded now
   */
  step(beat?: () => void): Promise<boolean | 'done'>
  /** Events that the active generation has not folded yet. */
  behind(): Promise<number>
  /**
   * The table to read, once an entity's log is folded into it up to `position`; undefined when it isn't after
   * `milliseconds`.
   */
  until(entity: string, position: number, milliseconds: number): Promise<string | undefined>
  /** Calls back when somebody begins to wait for what isn't folded yet. @returns how to fall silent */
  onAwaited(listener: () => void): () => void
  /**
   * Builds the model again beside the one that serves, compares them, and promotes it. One that was broken off or
   * killed goes on where it was. Without `force`, one of the same version that differs isn't promoted.
   * @throws BuiltElsewhere, or when a newer version serves
   */
  rebuild(options?: RebuildOptions): Promise<Rebuilt>
  /** Throws away what a rebuild has left, or is making. @returns whether there was anything */
  cancel(): Promise<boolean>
  /** How many of all events are folded into a table that is being built, or was left; undefined when there is none. */
  building(): Promise<{ done: number; total: number } | undefined>
  /** Of the active generation, see `digestOf`. */
  digest(): Promise<string>
  readonly projection: Projection
}

export interface ProjectorOptions {
  database: Database
  log: EventLog
  projection: Projection
  /** Events that are folded at once into the table that serves (500). */
  batch?: number
  /** Rows that a rebuild holds in memory (25 000; some 5 kB each for a case file). */
  rows?: number
}

/** How long a service that builds a new version does only that, and what it holds of it in memory. */
const SLICE_MS = 2_000
const SLICE_ROWS = 5_000
/** Between two looks at the tables of a model while it folds. One that was replaced takes nothing more, and is kept longer. */
const LOOK_MS = 1_000
/** What a killed rebuild has to fold again. */
const WRITE_EVERY_MS = 10_000

/** Keeps a projection's tables up to date with a log. Safe to run in several processes at once. */
export function createProjector(options: ProjectorOptions): Projector {
  const { database, log, projection, batch = 500, rows = 25_000 } = options
  const { name, version } = projection
  const parts = { database, log, projection }
  const rebuilding = { ...parts, bounds: { rows, every: WRITE_EVERY_MS } }
  const aside = { ...parts, bounds: { rows: Math.min(rows, SLICE_ROWS), every: WRITE_EVERY_MS } }

  /** The next batch of one log. @returns how many events it looked at */
  async function foldInto({ table, places }: Folded, entity: string, head: number): Promise<number> {
    const expected = places[entity] ?? 0
    if (head <= expected) return 0
    const events = await log.read(entity, expected, Math.min(batch, head - expected))
    const last = events.at(-1)
    if (!last) return 0
    const place = { entity, expected, next: last.position }
    const steps = stepsOf(projection, events)
    try {
      if (steps.length === 0) await movePlace(database, table, place)
      else {
        const known = await refolded(log, table, projection, steps, { entity, upTo: expected })
        if (projection.polled === undefined)
          await applyAtOnce(database, table, projection, steps, { ...place, folded: sumOf(places) }, known)
        else await database.transaction((tx) => applySteps(tx, table, projection, steps, place, known))
      }
      places[entity] = last.position
    } catch (error) {
      alone = undefined
      // Somebody else did it: the next look shows how things stand.
      if (!(error instanceof PlaceMoved)) throw error
    }
    return events.length
  }

  /** Every model has a table of this version, or one that is being built. */
  async function look(): Promise<Folded[]> {
    const there = await folded(database, name)
    if (there.some((one) => one.version >= version && one.status !== 'retired')) return there
    await database.transaction(async (tx) => {
      await tx.query('lock table projections.generations in share row exclusive mode')
      const now = await generations(tx, name)
      if (!now.some((one) => one.version >= version)) await createGeneration(tx, projection)
    })
    return folded(database, name)
  }

  /** Of this version: whoever runs another one folds that. */
  const mine = (all: readonly Folded[]) =>
    all.filter((one): one is Folded & Generation => one.version === version && one.status !== 'retired')

  const replaces = (one: Folded, all: readonly Folded[]) =>
    one.version === version && all.some(({ status, version: old }) => status === 'active' && old < version)

  const waiting = createWaiting(async () => active(await folded(database, name)))

  /** Where the logs stood when there was nothing left to do. */
  let done: ReadonlyMap<string, number> | undefined
  /** The table that serves, as our folding has left it, when a look found it alone: not asked for again so soon. */
  let alone: { table: Folded; at: number } | undefined

  let steps: Promise<unknown> = Promise.resolve()
  function step(beat?: () => void): Promise<boolean | 'done'> {
    const mine = steps.then(() => stepOnce(beat))
    steps = mine.catch(() => {})
    return mine
  }

  async function stepOnce(beat?: () => void): Promise<boolean | 'done'> {
    beat?.()
    const heads = await log.heads()
    if (done && sameHeads(done, heads)) return false
    if (alone && performance.now() - alone.at < LOOK_MS) {
      const { table } = alone
      const worked = await foldOnce(table, heads)
      if (behindOf(table, heads) > 0) return worked
      done = heads
      return worked && 'done'
    }
    const all = await look()
    const [first] = all
    alone =
      first?.status === 'active' && first.version === version && all.length === 1
        ? { table: first, at: performance.now() }
        : undefined
    let worked = false
    for (const generation of mine(all))
      if (generation.status === 'active') worked = (await foldOnce(generation, heads)) || worked
      // A table of the version that serves is a rebuild's, which compares it first and may be told not to go on.
      else if (replaces(generation, all))
        worked = (await buildSome(aside, generation, SLICE_MS, beat)) || worked
    if (!worked && all.some(({ status }) => status === 'retired')) await dropRetired(database, name)
    const settled = all.every(
      (one) => one.status === 'active' || (one.status === 'building' && !replaces(one, all)),
    )
    done = !worked && settled ? heads : undefined
    return worked
  }

  async function foldOnce(generation: Folded, heads: ReadonlyMap<string, number>): Promise<boolean> {
    let seen = 0
    for (const [entity, head] of heads) seen += await foldInto(generation, entity, head)
    waiting.told(generation)
    return seen > 0
  }

  /** The table that serves, when it is of this version; a bounded number of times, since the log may never stand still. */
  async function catchUp(): Promise<void> {
    for (let more = true, tried = 0; more && tried < 1_000; tried++) {
      const heads = await log.heads()
      const active = mine(await look()).find(({ status }) => status === 'active')
      more = active !== undefined && (await foldOnce(active, heads))
    }
  }

  return {
    name,
    projection,
    until: waiting.until,
    onAwaited: waiting.onAwaited,
    step,
    digest: () => digestOf(database, projection),
    async behind() {
      const heads = await log.heads()
      return Math.max(0, ...mine(await look()).map((one) => behindOf(one, heads)))
    },
    async rebuild(how = {}) {
      await look()
      return finish(rebuilding, await tableToBuild(rebuilding, how.restart ?? false), catchUp, how)
    },
    async building() {
      const heads = await log.heads()
      const one = mine(await look()).find(({ status }) => status === 'building')
      const total = [...heads.values()].reduce((sum, head) => sum + head, 0)
      return one && { done: total - behindOf(one, heads), total }
    },
    async cancel() {
      return database.transaction(async (tx) => {
        await tx.query('lock table projections.generations in share row exclusive mode')
        const building = (await generations(tx, name)).filter(({ status }) => status === 'building')
        for (const one of building) await discard(tx, one)
        return building.length > 0
      })
    },
  }
}

const sumOf = (places: Folded['places']) => Object.values(places).reduce((sum, position) => sum + position, 0)

const active = (all: readonly Folded[]) => all.find(({ status }) => status === 'active')

function sameHeads(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): boolean {
  return before.size === now.size && [...now].every(([entity, head]) => before.get(entity) === head)
}
