import { createHash } from 'node:crypto'
import {
  type Database,
  type MigrationFile,
  migrate,
  migrationFiles,
  openDatabase,
} from '@ventanilla/database'
import type { TestPostgres } from './test-postgres.ts'

/** What `migrate` takes: a service and the folder of its numbered files. */
export interface Migrations {
  service: string
  dir: URL | string
}

/** Any constant: only processes that make templates take it. */
const LOCK = 0x74657374

/** The name of a database that has these migrations and nobody's rows; made when there is none yet. */
export async function templateFor(
  server: TestPostgres,
  admin: Database,
  migrations: readonly Migrations[],
): Promise<string> {
  const name = `ventanilla_template_${await digest(migrations)}`
  if (await exists(admin, name)) return name
  const connection = await admin.connect()
  try {
    await connection.query('select pg_advisory_lock($1)', [LOCK])
    if (!(await exists(admin, name))) await make(server, admin, name, migrations)
  } finally {
    connection.release(true) // and the lock with it
  }
  return name
}

/** Built under another name, so that one that was half made when its maker was killed is never taken. */
async function make(server: TestPostgres, admin: Database, name: string, migrations: readonly Migrations[]) {
  const building = `${name}_building`
  await admin.query(`drop database if exists "${building}" with (force)`)
  await admin.query(`create database "${building}" template template0`)
  {
    await using database = await openDatabase({ url: server.url(building), max: 2 })
    for (const one of migrations) await migrate(database, one)
  }
  // CREATE DATABASE fails while somebody is connected to its template: from here nobody can be.
  await admin.query(`alter database "${building}" with allow_connections false`)
  await admin.query(`alter database "${building}" rename to "${name}"`)
}

const exists = async (admin: Database, name: string): Promise<boolean> =>
  (await admin.query('select 1 from pg_database where datname = $1', [name])).length > 0

async function digest(migrations: readonly Migrations[]): Promise<string> {
  const hash = createHash('sha256')
  for (const { service, dir } of migrations) {
    const files: MigrationFile[] = await migrationFiles(dir)
    hash.update(`${service}\n${files.map((file) => `${file.name} ${file.sha256}\n`).join('')}`)
  }
  return hash.digest('hex').slice(0, 16)
}
