import { openDatabase } from '../src/index.ts'

/** Commits a note in the database at this address. */
export async function keep(url: string, note: string): Promise<void> {
  await using database = await openDatabase({ url })
  await database.query('create table if not exists kept (note text)')
  await database.query('insert into kept values ($1)', [note])
}

/** The notes that are there. */
export async function notes(url: string): Promise<string[]> {
  await using database = await openDatabase({ url })
  if ((await database.query(`select 1 from pg_tables where tablename = 'kept'`)).length === 0) return []
  return (await database.query<{ note: string }>('select note from kept')).map(({ note }) => note)
}
