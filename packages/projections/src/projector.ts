import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { applySteps, movePlace, PlaceMoved, stepsOf } from './apply.ts'
import { digestOf } from './digest.ts'
import {
  createGeneration,
  discard,
  dropRetired,
  type Folded,
  folded,
  type Generation,
  generations,
  promote,
} from './generations.ts'
import type { Projection } from './projection.ts'

export interface Projector {
  readonly name: string
  /** Folds the next batch of every generation. @returns whether there was anything to do */
  step(): Promise<boolean>
  /** Events that the active generation has not folded yet. */
  behind(): Promise<number>
  /**
   * Builds the model again beside the one that serves, and promotes it. Can be cancelled and run again.
   * @throws when a newer version serves, or another rebuild took over
   */
  rebuild(progress?: (done: number, total: number) => void, signal?: AbortSignal): Promise<void>
  /** Of the active generation, see `digestOf`. */
  digest(): Promise<string>
  readonly projection: Projection
}

export interface ProjectorOptions {
  database: Database
  log: EventLog
  projection: Projection
  batch?: number
}

/** Keeps a projection's tables up to date with a log. Safe to run in several processes at once. */
export function createProjector({ database, log, projection, batch = 500 }: ProjectorOptions): Projector {
  const { name, version } = projection

  /** The next batch of one log. @returns how many events it looked at */
  async function foldInto({ table, places }: Folded, entity: string, head: number): Promise<number> {
    const expected = places[entity] ?? 0
    if (head <= expected) return 0
    const events = await log.read(entity, expected, batch)
    const last = events.at(-1)
    if (!last) return 0
    const place = { entity, expected, next: last.position }
    const steps = stepsOf(projection, events)
    try {
      if (steps.length === 0) await movePlace(database, table, place)
      else await database.transaction((tx) => applySteps(tx, table, projection, steps, place))
    } catch (error) {
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

  /** Where the logs stood when there was nothing left to do. */
  let done: ReadonlyMap<string, number> | undefined

  async function step(): Promise<boolean> {
    const heads = await log.heads()
    if (done && sameHeads(done, heads)) return false
    const all = await look()
    let worked = false
    for (const generation of mine(all)) {
      let seen = 0
      for (const [entity, head] of heads) seen += await foldInto(generation, entity, head)
      if (seen > 0) worked = true
      else if (generation.status === 'building')
        await database.transaction(async (tx) => {
          await tx.query('lock table projections.generations in share row exclusive mode')
          await promote(tx, generation)
        })
    }
    if (!worked && all.some(({ status }) => status === 'retired')) await dropRetired(database, name)
    done = !worked && all.every(({ status }) => status === 'active') ? heads : undefined
    return worked
  }

  const tookOver = () => new Error(`another rebuild of ${name} took over from this one`)

  return {
    name,
    projection,
    step,
    digest: () => digestOf(database, projection),
    async behind() {
      const heads = await log.heads()
      return Math.max(0, ...mine(await look()).map((one) => behindOf(one, heads)))
    },
    async rebuild(progress = () => {}, signal) {
      await look()
      const generation = await database.transaction(async (tx) => {
        await tx.query('lock table projections.generations in share row exclusive mode')
        const now = await generations(tx, name)
        const newer = now.find((one) => one.status === 'active' && one.version > version)
        if (newer) throw new Error(`${name} is served by version ${newer.version}, newer than ${version}`)
        for (const old of now) if (old.status === 'building' && old.version <= version) await discard(tx, old)
        return createGeneration(tx, projection)
      })
      let total: number | undefined
      for (let done = 0, seen = 1; seen > 0; done += seen) {
        signal?.throwIfAborted()
        const heads = await log.heads()
        const now = (await look()).find(({ table }) => table === generation.table)
        if (!now) throw tookOver()
        total ??= behindOf(now, heads)
        progress(done, total)
        seen = 0
        for (const [entity, head] of heads) seen += await foldInto(now, entity, head)
      }
      await database.transaction(async (tx) => {
        await tx.query('lock table projections.generations in share row exclusive mode')
        const still = (await generations(tx, name)).some((one) => one.table === generation.table)
        if (!still) throw tookOver()
        await promote(tx, generation)
      })
      progress(total ?? 0, total ?? 0)
    },
  }
}

function behindOf({ places }: Folded, heads: ReadonlyMap<string, number>): number {
  let total = 0
  for (const [entity, head] of heads) total += head - (places[entity] ?? 0)
  return total
}

function sameHeads(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): boolean {
  return before.size === now.size && [...now].every(([entity, head]) => before.get(entity) === head)
}
