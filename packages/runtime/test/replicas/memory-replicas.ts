import type { Answer, Beat, Replicas } from '../../src/replicas/replicas.ts'

const NEVER = '1970-01-01T00:00:00.000Z'

/** The same rules without a database. `now` is the clock that leases are counted by, milliseconds. */
export function memoryReplicas(now: () => number, leaseMs = 6_000): Replicas {
  const rows = new Map<string, { nth: number; promised: string; until: number }>()
  const owners = new Map<string, { replica?: string; looked: string }>()
  let floor = NEVER

  function expire(): void {
    for (const [replica, { until }] of rows) if (until <= now()) rows.delete(replica)
  }

  function hear(looked: ReadonlyMap<string, string>): void {
    for (const [work, instant] of looked) {
      const owner = owners.get(work)
      if (owner && owner.looked < instant) owner.looked = instant
    }
  }

  function enter({ replica, nth, promised, work }: Beat): void {
    rows.set(replica, { nth, promised, until: now() + leaseMs })
    for (const name of work) {
      const { replica: owner, looked } = owners.get(name) ?? { looked: NEVER }
      if (owner === undefined || !rows.has(owner)) owners.set(name, { replica, looked })
    }
    const least = [...rows.values()].map((row) => row.promised).toSorted()[0] ?? NEVER
    if (least > floor) floor = least
  }

  function answer(standing: boolean, { replica, work }: Beat): Answer {
    const mine = work.filter((name) => standing && owners.get(name)?.replica === replica)
    const looked = work.flatMap((name): [string, string][] => {
      const owner = owners.get(name)
      return owner ? [[name, owner.looked]] : []
    })
    return { standing, floor, mine, looked: new Map(looked) }
  }

  return {
    leaseMs,
    async beat(beat) {
      expire()
      hear(beat.looked)
      const { replica, nth, promised } = beat
      if ((rows.get(replica)?.nth ?? 0) >= nth) return answer(false, beat)
      const standing = promised >= floor
      if (standing) enter(beat)
      else rows.delete(replica)
      return answer(standing, beat)
    },
    async leave(replica) {
      rows.delete(replica)
      for (const owner of owners.values()) if (owner.replica === replica) delete owner.replica
    },
    async close() {},
  }
}
