import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '@ventanilla/database'
import { vanishedClient } from '@ventanilla/testing'
import type { Outcome, Scenario } from '../scenario.ts'
import { underLoad, type World } from '../under-load.ts'
import { until } from '../until.ts'
import type { Truth } from '../verify.ts'

interface Form {
  heldMs: number
  /** Of the phases before and after, that nothing is held in. */
  freeMs: number
}

const FORMS: Record<'short' | 'long', Form> = {
  short: { heldMs: 10_000, freeMs: 5_000 },
  long: { heldMs: 60_000, freeMs: 30_000 },
}
const ENTITY = 'icetex'
const ALLOWED_MS = 1_000
/**
 * `idle_in_transaction_session_timeout` of every client, how long one of the load waits before it asks again, and as
 * much for a busy machine to answer it.
 */
const BOUND_MS = 15_000 + 5_000 + 5_000
const GONE_MS = 60_000
/** How many must set out in a phase for its median to say something, and how long they may take to. */
const ENOUGH = 5
const SCARCE_MS = 120_000

/** From and to, monotonic milliseconds, and the same of the wall clock, which the facts carry. */
interface Phase {
  from: number
  to: number
  fromWall: string
  toWall: string
}

/** Transactions of others that stay open, and a client that vanishes with the lock of a log. */
export const heldTransactions: Scenario = {
  name: 'held-transactions',
  what: 'transactions held open delay no filing and no reader by more than a second; a lock that is held ends in time',
  run: (context) => {
    const { heldMs, freeMs } = FORMS[context.short ? 'short' : 'long']
    const phases: Phase[] = []
    return underLoad(context, {
      async meanwhile(world) {
        const free = () => phase((from) => enough(world, freeMs, from))
        phases.push(await free())
        phases.push(await phase((from) => holding(world, () => enough(world, heldMs, from))))
        phases.push(await free())
        context.say('  a client takes the lock of the log, and is never heard of again')
        const vanished = await phase(() => vanish(world))
        return together(delayed('a filing', filings(world), phases), bounded(world, vanished))
      },
      atRest: async (_, truth) =>
        together(
          delayed("intake's relay and reporting's journal", journeys(truth), phases),
          delayed("the clock's own facts", clocks(truth), phases),
        ),
    })
  },
}

type Since = Pick<Phase, 'from' | 'fromWall'>

async function phase(during: (since: Since) => Promise<unknown>): Promise<Phase> {
  const [from, fromWall] = [performance.now(), new Date().toISOString()]
  await during({ from, fromWall })
  return { from, to: performance.now(), fromWall, toWall: new Date().toISOString() }
}

/**
 * So long, and on a slow machine for as long as it takes until enough filings and cases have set out: those whose ways
 * are measured later. What never comes is told by `delayed`.
 */
async function enough(world: World, ms: number, { from, fromWall }: Since): Promise<void> {
  await sleep(ms)
  await using routing = await openDatabase({ url: world.installation.url('routing'), max: 1 })
  await until(async () => {
    const [{ opened } = { opened: 0 }] = await routing.query<{ opened: number }>(
      `select count(*)::int as opened from log.events where split_part(type, '@', 1) = 'CaseOpened' and recorded_at >= $1`,
      [fromWall],
    )
    return opened >= ENOUGH && filings(world).filter(({ at }) => Number(at) >= from).length >= ENOUGH
  }, SCARCE_MS)
}

/** In the databases of intake and of the clock, each with writes of its own and a snapshot, and in one of nobody's. */
async function holding({ installation }: World, meanwhile: () => Promise<void>): Promise<void> {
  await using undo = new AsyncDisposableStack()
  for (const [name, isolation] of [
    ['intake', 'repeatable read'],
    ['sla_clock', 'read committed'],
    ['postgres', 'repeatable read'],
  ] as const) {
    const database = undo.use(await openDatabase({ url: installation.url(name), max: 1 }))
    const connection = await database.connect()
    undo.defer(() => connection.release())
    await connection.query('set idle_in_transaction_session_timeout = 0')
    await connection.query('create table if not exists public.theirs (id int)')
    await connection.query(`begin isolation level ${isolation}`)
    undo.defer(async () => void (await connection.query('commit')))
    await connection.query('insert into public.theirs values (1)')
    await connection.query('select count(*) from pg_class')
  }
  await meanwhile()
}

/** Resolves when somebody was taken again. */
async function vanish({ installation, load }: World): Promise<void> {
  using _ = await vanishedClient(installation.url('intake'), ENTITY)
  const held = performance.now()
  const waited = () => load.acknowledged.some(({ at, tookMs }) => at - tookMs > held)
  while (!waited() && performance.now() < held + GONE_MS) await sleep(100)
}

/** When something began, on either clock, and how long it took. */
interface Measured {
  at: number | string
  tookMs: number
}

const filings = ({ load }: World): Measured[] =>
  load.acknowledged.map(({ at, tookMs }) => ({ at: at - tookMs, tookMs }))

/** From the filing's commit at intake to the commit of its copy in reporting: a relay and a consumer read on the way. */
function journeys({ logs, told }: Truth): Measured[] {
  const kept = new Map((logs.get('reporting') ?? []).map(({ id, recordedAt }) => [id, recordedAt]))
  const written = new Map((logs.get('intake') ?? []).map((one) => [one.id, one.recordedAt]))
  return told.flatMap(({ id, source }) => {
    const [from, to] = [written.get(id), kept.get(id)]
    return source === 'intake' && from && to ? [{ at: from, tookMs: Date.parse(to) - Date.parse(from) }] : []
  })
}

/** From the opening of a case to the start of its term. */
function clocks({ logs, told }: Truth): Measured[] {
  const opened = new Map<string, string>()
  const recorded = new Map((logs.get('routing') ?? []).map((one) => [one.id, one.recordedAt]))
  for (const { id, type, subject } of told)
    if (type === 'ventanilla.routing.CaseOpened.v2') opened.set(subject, recorded.get(id) ?? '')
  return (logs.get('sla-clock') ?? []).flatMap(({ type, data, recordedAt }) => {
    const from = type === 'ClockStarted' ? opened.get(String(data.caseId)) : undefined
    return from ? [{ at: from, tookMs: Date.parse(recordedAt) - Date.parse(from) }] : []
  })
}

/**
 * While transactions were held, half of all took no longer than allowed over what half of all took before and after;
 * and none took so much longer than the slowest that it can only have waited for the end of a transaction. On a busy
 * machine the slowest says little: one that is kept waiting waits for what is left of the whole phase.
 */
function delayed(what: string, all: readonly Measured[], phases: readonly Phase[]): Outcome {
  const [before, held, after] = phases.map((one) => all.filter((measured) => within(measured, one)))
  const [phase] = phases.slice(1)
  if (!phase || !before?.length || !held?.length || !after?.length)
    return { faults: [`${what}: there is a phase without any`], figures: {} }
  const [free, during] = [spread([...before, ...after]), spread(held)]
  const faults: string[] = []
  if (during.median > free.median + ALLOWED_MS)
    faults.push(`${what}: half took over ${during.median} ms; with nothing held ${free.median}`)
  if (during.slowest > free.slowest + (phase.to - phase.from) / 2)
    faults.push(`${what}: one took ${during.slowest} ms; with nothing held ${free.slowest} at most`)
  return {
    faults,
    figures: {
      [`${what}: median and slowest, ms`]: `${during.median}, ${during.slowest}`,
      [`${what}: with nothing held`]: `${free.median}, ${free.slowest}`,
    },
  }
}

function spread(all: readonly Measured[]): { median: number; slowest: number } {
  const sorted = all.map(({ tookMs }) => Math.round(tookMs)).sort((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, slowest: sorted.at(-1) ?? 0 }
}

const within = ({ at }: Measured, { from, to, fromWall, toWall }: Phase): boolean =>
  typeof at === 'string' ? at >= fromWall && at < toWall : at >= from && at < to

/** Somebody must have waited for the lock, and nobody for longer than the server lets it be held. */
function bounded(world: World, { from }: Phase): Outcome {
  const took = filings(world)
    .filter(({ at, tookMs }) => typeof at === 'number' && at + tookMs > from)
    .map(({ tookMs }) => tookMs)
  const longest = Math.round(Math.max(0, ...took))
  const faults: string[] = []
  if (longest < BOUND_MS / 4) faults.push(`the lock kept nobody waiting: ${longest} ms at most`)
  if (longest > BOUND_MS) faults.push(`a filing waited ${longest} ms for a client that is gone`)
  return { faults, figures: { 'longest wait for the lock, ms': longest } }
}

const together = (...outcomes: readonly Outcome[]): Outcome => ({
  faults: outcomes.flatMap(({ faults }) => faults),
  figures: Object.assign({}, ...outcomes.map(({ figures }) => figures)),
})
