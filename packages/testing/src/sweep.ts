import type { Database } from '@ventanilla/database'
import { isAlive } from '@ventanilla/processes'

const OWN_PID = /^ventanilla_test_[a-z0-9_]+_(\d+)_[0-9a-f]{8}$/
const TEMPLATES_KEPT = 24

/** Any constant: only one sweeper at a time takes it, the others have nothing to do. */
const LOCK = 0x73776570

/**
 * Removes what killed test runs left on the embedded server, and the templates of migrations long gone.
 * `admin` has one connection: its end releases the lock.
 */
export async function sweep(admin: Database): Promise<void> {
  const [lock] = await admin.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [LOCK])
  if (!lock?.mine) return
  const names = await admin.query<{ name: string }>(
    'select datname as name from pg_database order by oid desc',
  )
  const abandoned = names.filter(({ name }) => {
    const pid = OWN_PID.exec(name)?.[1]
    return pid !== undefined && !isAlive(Number(pid))
  })
  const templates = names.filter(({ name }) => /^ventanilla_template_[0-9a-f]{16}$/.test(name))
  for (const { name } of [...abandoned, ...templates.slice(TEMPLATES_KEPT)]) {
    await admin.query(`drop database if exists "${name}" with (force)`)
  }
}
