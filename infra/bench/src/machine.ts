import { cpus, release, totalmem, type } from 'node:os'
import { freshDatabase } from '@ventanilla/testing'
import { parentOf } from './cpu.ts'

const SETTINGS = `select name, setting from pg_settings where name in
  ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_connections',
   'wal_level', 'jit', 'autovacuum') order by name`

/** What the figures depend on, and the server that is measured. */
export async function lookAtMachine() {
  await using one = await freshDatabase({ prefix: 'bench' })
  const settings = await one.database.query<{ name: string; setting: string }>(SETTINGS)
  const [backend] = await one.database.query<{ pid: number }>('select pg_backend_pid() as pid')
  // The server's first process is the parent of every backend. One on another machine shows nothing here.
  const postmaster = backend && parentOf(backend.pid)
  return {
    postgres: postmaster === undefined || postmaster <= 1 ? [] : [postmaster],
    machine: {
      cpus: cpus().length,
      model: cpus()[0]?.model ?? '',
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
      node: process.version,
      postgres: Object.fromEntries(settings.map(({ name, setting }) => [name, setting])),
    },
  }
}
