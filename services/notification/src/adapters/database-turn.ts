import type { Database } from '@ventanilla/database'
import type { Turn } from '../jobs/ports.ts'

/**
 * A lock of the database's, held by a session of its own while the work lasts. A process that dies or loses its
 * connection loses its turn with it; what it was sending may then cross the wire again, under the same Message-ID.
 */
export function databaseTurn(database: Database, name: string): Turn {
  return {
    async take(work) {
      const connection = await database.connect()
      let destroy = true
      try {
        const [lock] = await connection.query<{ mine: boolean }>(
          'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
          [name],
        )
        if (!lock?.mine) {
          destroy = false
          return undefined
        }
        try {
          return await work()
        } finally {
          await connection.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name])
          destroy = false
        }
      } finally {
        connection.release(destroy)
      }
    },
  }
}
