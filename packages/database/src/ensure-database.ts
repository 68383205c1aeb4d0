import { databaseUrl } from './database-url.ts'
import { sqlState } from './errors.ts'
import { openDatabase } from './open-database.ts'

const DUPLICATE_DATABASE = '42P04'
const UNIQUE_VIOLATION = '23505' // two creators at once meet in pg_database's unique index instead
const NAME = /^[a-z][a-z0-9_]{0,62}$/

/** Creates the database when it is not there and gives its address. Any number may call it at once. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  if (!NAME.test(name)) throw new RangeError(`'${name}' is not a database name: ${NAME.source}`)
  await using admin = await openDatabase({ url: adminUrl, max: 1, applicationName: 'ventanilla-ensure' })
  const [there] = await admin.query('select 1 from pg_database where datname = $1', [name])
  if (there === undefined) {
    try {
      // template0: CREATE DATABASE fails while anybody is connected to its template, and nobody can be to this one.
      await admin.query(`create database "${name}" template template0`)
    } catch (error) {
      const state = sqlState(error)
      if (state !== DUPLICATE_DATABASE && state !== UNIQUE_VIOLATION) throw error
    }
  }
  return databaseUrl(adminUrl, name)
}
