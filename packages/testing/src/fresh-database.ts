import { randomBytes } from 'node:crypto'
import { type Database, openDatabase } from '@ventanilla/database'
import { type Migrations, templateFor } from './template.ts'
import { testPostgres } from './test-postgres.ts'

export interface FreshDatabaseOptions {
  /** Applied in this order; the result is kept as a template, so that each test pays a copy and no more. */
  migrations?: Migrations | readonly Migrations[]
  /** Seen in the name of the database: letters, digits and underscores. */
  prefix: string
  /** Connections of `database` at most. */
  max?: number
}

export interface FreshDatabase extends AsyncDisposable {
  url: string
  name: string
  database: Database
  /** Closes `database` and removes it from the server with whoever is still connected. Idempotent. */
  drop(): Promise<void>
}

/** A database that nobody else uses. The pid in its name lets a later run remove what a killed one left. */
export async function freshDatabase(options: FreshDatabaseOptions): Promise<FreshDatabase> {
  if (!/^[a-z][a-z0-9_]{0,24}$/.test(options.prefix)) throw new RangeError(`prefix '${options.prefix}'`)
  const server = await testPostgres()
  const name = `ventanilla_test_${options.prefix}_${process.pid}_${randomBytes(4).toString('hex')}`
  const url = server.url(name)
  {
    await using admin = await openAdmin(server.url('postgres'))
    const migrations = [options.migrations ?? []].flat()
    const template = migrations.length > 0 ? await templateFor(server, admin, migrations) : 'template0'
    await admin.query(`create database "${name}" template "${template}"`)
  }
  const database = await openDatabase({
    url,
    applicationName: name,
    ...(options.max && { max: options.max }),
  })
  let dropping: Promise<void> | undefined
  const remove = async () => {
    await database.close()
    await using admin = await openAdmin(server.url('postgres'))
    await admin.query(`drop database if exists "${name}" with (force)`)
  }
  const drop = () => (dropping ??= remove())
  return { url, name, database, drop, [Symbol.asyncDispose]: drop }
}

const openAdmin = (url: string) => openDatabase({ url, max: 2, applicationName: 'ventanilla-testing' })
