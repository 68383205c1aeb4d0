import type { Database, Db } from '@ventanilla/database'

const EVERY_MS = 5_000

/**
 * Statements may take minutes here, so somebody who waits for a sign gets one every few seconds: as long as the server
 * works at what was asked on this connection. One that waits for a lock, or has lost us, gives none.
 *
 * @param tx where `work` asks
 */
export async function atWork<T>(
  database: Database,
  tx: Db,
  beat: (() => void) | undefined,
  work: () => Promise<T>,
  everyMs = EVERY_MS,
): Promise<T> {
  if (!beat) return work()
  const [mine] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
  const look = async () => {
    const [working] = await database.query(
      `select from pg_stat_activity where pid = $1 and state = 'active' and wait_event_type is distinct from 'Lock'`,
      [mine?.pid],
    )
    if (working) beat()
  }
  // A look that fails is no sign: if it goes on, so does the silence.
  const looking = setInterval(() => look().catch(() => {}), everyMs)
  try {
    return await work()
  } finally {
    clearInterval(looking)
  }
}
