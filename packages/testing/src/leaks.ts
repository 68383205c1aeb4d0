import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '@ventanilla/database'

export interface LeakCheck {
  /** Asked for the backends: any connection to the server. */
  database?: Db
  /** The application name whose backends must all be gone. */
  applicationName?: string
  /** How long what is closing may take: 2 000 ms. */
  graceMs?: number
}

export interface LeakWatch {
  /** @throws naming what is still there: sockets, timers, children, or backends of the application. */
  check(options?: LeakCheck): Promise<void>
}

/** Begun before what may leak, checked after it was closed: what is open at the beginning does not count. */
export function watchLeaks(): LeakWatch {
  const before = countHandles()
  return {
    async check({ database, applicationName, graceMs = 2_000 } = {}) {
      const deadline = performance.now() + graceMs
      for (;;) {
        // The queries come first: while they run, their own socket is no leak but it is being read.
        const backends = database && applicationName ? await backendsOf(database, applicationName) : []
        const leaks = [...backends, ...newHandles(before)]
        if (leaks.length === 0) return
        if (performance.now() > deadline) throw new Error(`leaked: ${leaks.join('; ')}`)
        await sleep(20, undefined, { ref: false })
      }
    },
  }
}

/** What keeps the event loop alive, by kind. File operations and immediates end by themselves. */
function countHandles(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) {
    if (!/^(FSReq|Immediate|Work|GetAddrInfo)/.test(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

function newHandles(before: Map<string, number>): string[] {
  return [...countHandles()]
    .map(([kind, count]) => ({ kind, more: count - (before.get(kind) ?? 0) }))
    .filter(({ more }) => more > 0)
    .map(({ kind, more }) => `${more} × ${kind}`)
}

async function backendsOf(database: Db, applicationName: string): Promise<string[]> {
  const rows = await database.query<{ pid: number; state: string | null; query: string }>(
    'select pid, state, query from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
    [applicationName],
  )
  return rows.map(({ pid, state, query }) => `backend ${pid} (${state ?? 'no state'}): ${query.slice(0, 80)}`)
}
