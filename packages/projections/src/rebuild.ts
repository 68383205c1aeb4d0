import { type Database, type Db, sqlState } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { applySteps, PlaceMoved, stepsOf } from './apply.ts'
import { atWork } from './at-work.ts'
import { type BuildBounds, build } from './build.ts'
import { asBuilder, assertNotBuilt, BuiltElsewhere } from './build-lock.ts'
import { type Comparison, compare } from './compare.ts'
import {
  createGeneration,
  createIndexes,
  discard,
  type Folded,
  folded,
  type Generation,
  generations,
  promote,
} from './generations.ts'
import type { Projection } from './projection.ts'
import { refolded } from './refold.ts'

export interface Rebuilding {
  database: Database
  log: EventLog
  projection: Projection
  bounds: BuildBounds
}

export type Phase = 'folding' | 'indexing' | 'comparing'

export interface RebuildOptions {
  /** Told often: of how many of all events are folded by now, also those that an earlier run has folded. */
  progress?: (phase: Phase, done: number, total: number) => void
  /** Breaks it off at the next piece. What was folded is kept. */
  signal?: AbortSignal
  /** Begins with an empty table, not with what a run that was broken off has left. */
  restart?: boolean
  /** Promotes it also when it isn't what serves, though the version is the same. */
  force?: boolean
}

export interface Rebuilt {
  /** Against the table that served; undefined when none did. */
  comparison: Comparison | undefined
  promoted: boolean
}

/** How often the two tables are looked at before somebody has to do something about the load. */
const TRIES = 50

/**
 * Finds the table that a run which was broken off has left, or makes one. What is left of older versions goes.
 * @throws BuiltElsewhere
 */
export async function tableToBuild(
  { database, projection }: Rebuilding,
  restart: boolean,
): Promise<Generation> {
  const { name, version } = projection
  return database.transaction(async (tx) => {
    await tx.query('lock table projections.generations in share row exclusive mode')
    const now = await generations(tx, name)
    const newer = now.find((one) => one.status === 'active' && one.version > version)
    if (newer) throw new Error(`${name} is served by version ${newer.version}, newer than ${version}`)
    const building = now.filter((one) => one.status === 'building' && one.version <= version)
    const mine = building.find((one) => one.version === version)
    for (const old of building)
      if (old !== mine || restart) {
        await assertNotBuilt(tx, old.table)
        await discard(tx, old)
      }
    return mine === undefined || restart ? createGeneration(tx, projection) : mine
  })
}

/**
 * Folds, indexes and compares, promotes; from wherever the table is. Whoever reads or folds the one that serves is never
 * made to wait, but for the moment in which the last events are folded and the names change.
 *
 * @param catchUp folds the table that serves, when this process can
 * @throws BuiltElsewhere, or the reason of `signal`
 */
export async function finish(
  rebuilding: Rebuilding,
  generation: Generation,
  catchUp: () => Promise<unknown>,
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  const work = async (): Promise<Rebuilt> => {
    for (let tried = 1; tried <= TRIES; tried++) {
      await foldAll(rebuilding, generation, options)
      await catchUp()
      options.signal?.throwIfAborted()
      options.progress?.('indexing', tried, tried)
      options.progress?.('comparing', tried, tried)
      const { serving, comparison } = await indexAndCompare(rebuilding, generation)
      options.signal?.throwIfAborted()
      if (serving && !comparison) continue
      const differs = comparison && !comparison.same && comparison.from === comparison.to
      if (differs && !options.force) return { comparison, promoted: false }
      if (await promoteCaughtUp(rebuilding, generation, comparison)) return { comparison, promoted: true }
    }
    throw new Error(`${generation.table} never caught up with the table that serves`)
  }
  try {
    return await asBuilder(rebuilding.database, generation.table, work)
  } catch (error) {
    if (!tookFromUs(error)) throw error
    throw new BuiltElsewhere(`${generation.table} was promoted or thrown away by another process`, {
      cause: error,
    })
  }
}

/**
 * Some more of it.
 * @param beat is told from time to time that it goes on
 * @returns whether there was anything to do: nothing while somebody else is at it
 */
export async function buildSome(
  rebuilding: Rebuilding,
  generation: Generation,
  milliseconds: number,
  beat?: () => void,
): Promise<boolean> {
  const { database } = rebuilding
  try {
    return await asBuilder(
      database,
      generation.table,
      async () => {
        const { built } = await tables(rebuilding, generation)
        const until = performance.now() + milliseconds
        if (!(await build(rebuilding, built, { ...rebuilding.bounds, until }, beat))) return true
        const { comparison } = await indexAndCompare(rebuilding, generation, beat)
        await promoteCaughtUp(rebuilding, generation, comparison)
        return true
      },
      0,
    )
  } catch (error) {
    if (error instanceof BuiltElsewhere) return false
    // It was thrown away or promoted: the next look shows how things stand.
    if (tookFromUs(error)) return true
    throw error
  }
}

const NO_SUCH_TABLE = '42P01'

/** Another process moved its places, promoted it or dropped it. */
function tookFromUs(error: unknown): boolean {
  return error instanceof PlaceMoved || sqlState(error) === NO_SUCH_TABLE
}

async function foldAll(rebuilding: Rebuilding, generation: Generation, options: RebuildOptions) {
  const { progress = () => {}, signal } = options
  for (let more = true; more; ) {
    const { built } = await tables(rebuilding, generation)
    const heads = await rebuilding.log.heads()
    const total = [...heads.values()].reduce((sum, head) => sum + head, 0)
    const before = total - behindOf(built, heads)
    progress('folding', before, total)
    const told = (done: number) => progress('folding', Math.min(before + done, total), total)
    await build(rebuilding, built, rebuilding.bounds, told, signal)
    // What came while it was folded is folded too, until that is next to nothing.
    more =
      behindOf((await tables(rebuilding, generation)).built, await rebuilding.log.heads()) > NEXT_TO_NOTHING
  }
}

const NEXT_TO_NOTHING = 500

/** At the same time, since both only read its rows. When one of them fails, the other is waited for all the same. */
async function indexAndCompare(rebuilding: Rebuilding, generation: Generation, beat?: () => void) {
  const { built, serving } = await tables(rebuilding, generation)
  const [indexed, compared] = await Promise.allSettled([
    index(rebuilding, generation, beat),
    serving && compare(rebuilding, serving, built, beat),
  ])
  if (indexed.status === 'rejected') throw indexed.reason
  if (compared.status === 'rejected') throw compared.reason
  return { serving, comparison: compared.value }
}

async function index({ database, projection }: Rebuilding, generation: Generation, beat?: () => void) {
  const work = async (tx: Db) => {
    await createIndexes(tx, projection, generation)
    // Or the first questions to it would be planned as for an empty table.
    await tx.query(`analyze ${generation.table}`)
  }
  await database.transaction((tx) => atWork(database, tx, beat, () => work(tx)), { unlimited: true })
}

async function tables({ database, projection }: Rebuilding, { table }: Generation) {
  const all = await folded(database, projection.name)
  const built = all.find((one) => one.table === table && one.status === 'building')
  if (!built) throw new PlaceMoved(`${table} was promoted or thrown away by another process`)
  return { built, serving: all.find(({ status }) => status === 'active') }
}

/**
 * Folds what the table that serves has and this one lacks, and puts it in its place, in one commit: a reader never
 * sees less than it has seen. @returns false when that is more than it may take
 */
async function promoteCaughtUp(
  { database, log, projection }: Rebuilding,
  generation: Generation,
  comparison: Comparison | undefined,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    await tx.query('lock table projections.generations in share row exclusive mode')
    // Nobody folds them until it is over; who reads isn't held up by this.
    await tx.query(
      `select from projections.generations where name = $1 and status <> 'retired' order by table_name for no key update`,
      [projection.name],
    )
    const all = await folded(tx, projection.name)
    const built = all.find(({ table }) => table === generation.table)
    const serving = all.find(({ status }) => status === 'active')
    if (built?.status !== 'building') throw new PlaceMoved(`${generation.table} is built no more`)
    const gaps = Object.entries(serving?.places ?? {}).map(([entity, upTo]) => ({
      ...{ entity, after: built.places[entity] ?? 0, upTo },
    }))
    if (gaps.some(({ after, upTo }) => upTo - after > NEXT_TO_NOTHING)) return false
    for (const { entity, after, upTo } of gaps) {
      if (upTo <= after) continue
      const steps = stepsOf(projection, await log.read(entity, after, upTo - after))
      const known = await refolded(log, built.table, projection, steps, { entity, upTo: after })
      await applySteps(tx, built.table, projection, steps, { entity, expected: after, next: upTo }, known)
    }
    await promote(tx, generation, comparison && kept(comparison))
    return true
  })
}

/** Counts alone. */
function kept({ keys: _, ...counts }: Comparison): Omit<Comparison, 'keys'> {
  return counts
}

export function behindOf({ places }: Pick<Folded, 'places'>, heads: ReadonlyMap<string, number>): number {
  let total = 0
  for (const [entity, head] of heads) total += Math.max(0, head - (places[entity] ?? 0))
  return total
}
