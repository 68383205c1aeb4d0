import { type Connection, type Database, openDatabase } from '@ventanilla/database'
import { bounded, TimeoutError } from '../bounded.ts'
import type { Answer, Replicas } from './replicas.ts'

/** The tables of owners and replicas, for `migrate`. */
export const replicasMigrations = new URL('../../sql/', import.meta.url)

export interface PostgresReplicasOptions {
  /** The service's own database. */
  url: string
  applicationName: string
  /** 6 000 ms: with a heartbeat every 2 s, what a process did that died is taken over within 8 s. */
  leaseMs?: number
  onError?: (error: Error) => void
}

interface Row {
  standing: boolean
  instant: string
  mine: string[]
  jobs: string[]
  looked: string[]
}

const BEAT = "select * from runtime.beat($1, $2, $3::int * interval '1 ms', $4, $5, $6, $7)"

/**
 * Replicas in the service's database, on a connection of their own: a heartbeat that waited for its turn behind the
 * work would be missing just when there is much to do.
 */
export function postgresReplicas(options: PostgresReplicasOptions): Replicas {
  const { leaseMs = 6_000, ...where } = options
  // A heartbeat that is late is no use, and another must be on its way before the lease ends.
  const patienceMs = leaseMs / 3
  let opening: Promise<Database> | undefined
  let taken: Promise<Connection> | undefined

  async function connect(): Promise<Connection> {
    const limits = { max: 2, connectTimeoutMs: leaseMs, statementTimeoutMs: patienceMs }
    opening ??= openDatabase({ ...where, ...limits }).catch((error: unknown) => {
      opening = undefined
      throw error
    })
    return (await opening).connect()
  }

  /**
   * A connection in doubt is closed: the next question goes by another. One that is still being opened goes on being
   * opened: on a machine so busy that this takes longer than a question may, nobody would ever have one.
   */
  async function ask<R>(name: string, sql: string, params: readonly unknown[]): Promise<R[]> {
    taken ??= connect()
    const mine = taken
    let opened = false
    let late = false
    const asked = mine.then((connection) => {
      opened = true
      if (late) throw new TimeoutError(`the question ${name} is asked no more`)
      return connection.query<R>(sql, params, name)
    })
    try {
      return await bounded(asked, patienceMs, `the question ${name}`)
    } catch (error) {
      late = true
      if (error instanceof TimeoutError && !opened) throw error
      if (taken === mine) taken = undefined
      void mine.then(
        (connection) => connection.release(true),
        () => {},
      )
      throw error
    }
  }

  return {
    leaseMs,
    async beat({ replica, nth, promised, work, looked }) {
      const params = [replica, nth, leaseMs, promised, work, [...looked.keys()], [...looked.values()]]
      const [row] = await ask<Row>('beat', BEAT, params)
      if (!row) throw new Error('a heartbeat had no answer')
      return answerOf(row)
    },
    async leave(replica) {
      await ask('leave', 'select runtime.leave($1)', [replica])
    },
    async close() {
      ;(await taken?.catch(() => undefined))?.release()
      await (await opening?.catch(() => undefined))?.close()
    },
  }
}

function answerOf({ standing, instant, mine, jobs, looked }: Row): Answer {
  const marks = jobs.flatMap((job, index): [string, string][] => {
    const mark = looked[index]
    return mark === undefined ? [] : [[job, mark]]
  })
  return { standing, floor: instant, mine, looked: new Map(marks) }
}
