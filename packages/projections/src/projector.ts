import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { applyBatch, GenerationGone, PlaceMoved } from './apply.ts'
import { digestOf } from './digest.ts'
import {
  createGeneration,
  discard,
  dropRetired,
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

  async function place(table: string, entity: string): Promise<number> {
    const [row] = await database.query<{ position: number }>(
      'select position from projections.places where table_name = $1 and entity = $2',
      [table, entity],
    )
    return row?.position ?? 0
  }

  async function foldInto({ table }: Generation, entity: string): Promise<number> {
    const expected = await place(table, entity)
    const events = await log.read(entity, expected, batch)
    if (events.length === 0) return 0
    try {
      await database.transaction((tx) => applyBatch(tx, table, projection, entity, expected, events))
    } catch (error) {
      if (error instanceof GenerationGone) return 0
      if (!(error instanceof PlaceMoved)) throw error
    }
    return events.length
  }

  /** Every model has a table of this version, or one that is being built. */
  async function ensure(): Promise<Generation[]> {
    const there = await generations(database, name)
    if (there.some((one) => one.version >= version)) return there
    await database.transaction(async (tx) => {
      await tx.query('lock table projections.generations in share row exclusive mode')
      const now = await generations(tx, name)
      if (!now.some((one) => one.version >= version)) await createGeneration(tx, projection)
    })
    return generations(database, name)
  }

  async function behindOf(table: string): Promise<number> {
    let total = 0
    for (const entity of await log.entities())
      total += (await log.head(entity)) - (await place(table, entity))
    return total
  }

  async function step(): Promise<boolean> {
    let worked = false
    for (const generation of await ensure()) {
      // Of another version than this process knows: whoever runs that version folds it.
      if (generation.version !== version) continue
      let folded = 0
      for (const entity of await log.entities()) folded += await foldInto(generation, entity)
      if (folded > 0) worked = true
      else if (generation.status === 'building')
        await database.transaction(async (tx) => {
          await tx.query('lock table projections.generations in share row exclusive mode')
          await promote(tx, generation)
        })
    }
    if (!worked) await dropRetired(database, name)
    return worked
  }

  return {
    name,
    projection,
    step,
    digest: () => digestOf(database, projection),
    async behind() {
      const active = (await ensure()).filter((one) => one.version === version)
      const counts = await Promise.all(active.map(({ table }) => behindOf(table)))
      return Math.max(0, ...counts)
    },
    async rebuild(progress = () => {}, signal) {
      await ensure()
      const generation = await database.transaction(async (tx) => {
        await tx.query('lock table projections.generations in share row exclusive mode')
        const now = await generations(tx, name)
        const newer = now.find((one) => one.status === 'active' && one.version > version)
        if (newer) throw new Error(`${name} is served by version ${newer.version}, newer than ${version}`)
        for (const old of now) if (old.status === 'building' && old.version <= version) await discard(tx, old)
        return createGeneration(tx, projection)
      })
      const total = await behindOf(generation.table)
      for (let done = 0, folded = 1; folded > 0; done += folded) {
        signal?.throwIfAborted()
        progress(done, total)
        folded = 0
        for (const entity of await log.entities()) folded += await foldInto(generation, entity)
      }
      await database.transaction(async (tx) => {
        await tx.query('lock table projections.generations in share row exclusive mode')
        const still = (await generations(tx, name)).some((one) => one.table === generation.table)
        if (!still) throw new Error(`another rebuild of ${name} took over from this one`)
        await promote(tx, generation)
      })
      progress(total, total)
    },
  }
}
