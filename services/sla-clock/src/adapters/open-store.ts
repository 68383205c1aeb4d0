import {
  type Database,
  databaseUrl,
  ensureDatabase,
  migrate,
  openDatabase,
  sqlState,
} from '@ventanilla/database'

const noSuchDatabase = '3D000'

/** A database with its schema up to date. Only where there is none is the role asked to make one. */
export async function openStore(
  url: string,
  name: string,
  migrations: readonly { service: string; dir: URL }[],
): Promise<Database> {
  const open = () => openDatabase({ url, applicationName: `ventanilla-${name}` })
  const database = await open().catch(async (error: unknown) => {
    if (sqlState(error) !== noSuchDatabase) throw error
    await ensureDatabase(databaseUrl(url, 'postgres'), decodeURIComponent(new URL(url).pathname.slice(1)))
    return open()
  })
  try {
    for (const one of migrations) await migrate(database, one)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
