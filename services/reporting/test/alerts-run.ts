import { nationalCalendar } from '@ventanilla/calendar'
import type { PublicEvent, ServiceName } from '@ventanilla/contracts'
import type { Database, Db, Transaction } from '@ventanilla/database'
import { type EventLog, openPostgresLog } from '@ventanilla/event-log'
import { byTheWall } from '../src/domain/alerts/telling.ts'
import type { RiskParameters } from '../src/domain/risk/parameters.ts'
import { earlyAlerts } from '../src/jobs/early-alerts.ts'
import { createJournal } from '../src/reactions/journal.ts'

/** So that little is known soon, and much is at risk. */
export const parameters: RiskParameters = {
  ...{ historyDays: 365, sampleWeight: 2, withoutHistory: 0.2, paceDays: 5, threshold: 0.4 },
}

/** A database that fails at the n-th statement from now: it isn't carried out, or is (n and a half) and its answer is lost. */
export function breakable(database: Database): { database: Database; breakAfter(statements: number): void } {
  let left = Number.POSITIVE_INFINITY
  async function broken<T>(work: () => Promise<T>): Promise<T> {
    left--
    // An odd number of halves: it is carried out, and nobody hears of it.
    const lost = left === -0.5
    if (left === 0) throw new Error('broken off before')
    const answer = await work()
    if (lost) throw new Error('broken off after')
    return answer
  }
  const wrap = <D extends Db>(db: D): D =>
    new Proxy(db, {
      get(target, key) {
        if (key === 'query')
          return (...given: Parameters<Db['query']>) => broken(() => target.query(...given))
        const value = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  return {
    database: new Proxy(wrap(database), {
      get(target, key) {
        if (key === 'transaction')
          return (work: (tx: Transaction) => Promise<unknown>) =>
            broken(() => database.transaction((tx) => work(wrap(tx))))
        return Reflect.get(target, key)
      },
    }),
    breakAfter(statements) {
      left = statements
    },
  }
}

/** The job of early alerts, one entity's journal, and what has been heard of whom. */
export interface AlertsRun {
  hear(events: readonly PublicEvent[]): Promise<void>
  /** All that a service wrote before this instant has been heard. */
  heardUpTo(source: ServiceName, instant: string): void
  /** A step of the job; of a process that has just come up, when `anew`. @returns whether there was something to do */
  step(anew?: boolean): Promise<boolean>
  /** A step of another process, which was taken for dead or takes us for dead. */
  stepElsewhere(): Promise<boolean>
  /** Until nothing is left to do. */
  finish(): Promise<void>
  behind(): Promise<number>
  /** The facts that came of it, in the order of the log. */
  facts(): Promise<{ id: string; at: string; data: Record<string, unknown> }[]>
  log: EventLog
}

export function alertsRun(database: Database, entity: string): AlertsRun {
  const log = openPostgresLog(database)
  const consumer = `journal of ${entity}`
  const handle = createJournal(consumer, log)
  const heard = new Map<ServiceName, string>()
  // Other entities of the same database are other runs.
  const mine: EventLog = Object.create(log, {
    heads: { value: async () => new Map([[entity, await log.head(entity)]]) },
  })
  const start = () =>
    earlyAlerts({
      ...{ database, log: mine, calendarOf: () => nationalCalendar(), parameters, telling: byTheWall },
      heardUpTo: (source) => heard.get(source),
    })
  let job = start()
  const other = start()
  const step = (anew = false) => {
    if (anew) job = start()
    return job.step(new AbortController().signal)
  }
  return {
    log,
    async hear(events) {
      for (const [source, told] of Map.groupBy(events, (event) => event.source)) {
        const expected = await log.place(consumer, source)
        const place = { consumer, source, expected, next: expected + told.length }
        await handle({ source, entity, events: told, places: [place] })
      }
    },
    heardUpTo: (source, instant) => void heard.set(source, instant),
    step,
    stepElsewhere: () => other.step(new AbortController().signal),
    behind: () => job.behind(),
    async finish() {
      while (await step());
    },
    async facts() {
      const events = []
      for (let after = 0; ; ) {
        const some = await log.read(entity, after, 500)
        events.push(...some.filter(({ type }) => type === 'CaseAtRisk'))
        const last = some.at(-1)
        if (!last) return events
        after = last.position
      }
    },
  }
}
