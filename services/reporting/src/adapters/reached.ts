import type { ServiceName } from '@ventanilla/contracts'
import type { Db } from '@ventanilla/database'
import type { Logger } from '@ventanilla/runtime'
import { memoryReached, type Reached } from '../reactions/reached.ts'

/** The schema of reporting, on top of the log's and the read models'. */
export const reportingMigrations = new URL('../../sql/', import.meta.url)

/** The wall clock goes on all the time: a mark is written when it has moved this far, in milliseconds. */
const STEP = 60_000

/** Marks in the service's own database; what this process heard itself counts at once. */
export function openReached(db: Db, logger: Pick<Logger, 'warn'>): Reached {
  const memory = memoryReached()
  const written = new Map<ServiceName, string>()
  const writing = new Map<ServiceName, Promise<void>>()

  async function write(source: ServiceName): Promise<void> {
    try {
      for (;;) {
        const instant = await memory.instant(source)
        if (instant === undefined || instant === written.get(source)) return
        await save(db, source, instant)
        written.set(source, instant)
      }
    } catch (err) {
      // The next mark brings it again; until then only this process knows.
      logger.warn({ err, source }, 'how far the journal has got was not written down')
    } finally {
      writing.delete(source)
    }
  }

  return {
    heard(source, instant) {
      memory.heard(source, instant)
      const last = written.get(source)
      if (writing.has(source) || (last !== undefined && Date.parse(instant) - Date.parse(last) < STEP)) return
      writing.set(source, write(source))
    },
    async instant(source) {
      const [own, kept] = await Promise.all([memory.instant(source), load(db, source)])
      return [own ?? '', kept ?? ''].sort().at(-1) || undefined
    },
    async close() {
      await Promise.all([...writing.values()])
    },
  }
}

async function save(db: Db, source: ServiceName, instant: string): Promise<void> {
  await db.query(
    `insert into reporting.reached (source, instant) values ($1, $2)
     on conflict (source) do update set instant = greatest(reporting.reached.instant, excluded.instant)`,
    [source, instant],
  )
}

async function load(db: Db, source: ServiceName): Promise<string | undefined> {
  const [row] = await db.query<{ instant: string }>(
    'select instant from reporting.reached where source = $1',
    [source],
  )
  return row?.instant
}
