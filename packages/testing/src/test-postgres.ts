import { databaseUrl, openDatabase } from '@ventanilla/database'
import { sharedFolder } from './shared-folder.ts'
import { sharedServer } from './shared-server.ts'
import { sweep } from './sweep.ts'

export interface TestPostgres {
  /** The address of a database of the server. */
  url(database: string): string
}

let found: Promise<TestPostgres> | undefined

/**
 * The PostgreSQL that tests use: the one at VENTANILLA_TEST_POSTGRES (an address whose user may create
 * databases), else an embedded one that every test process of this user shares. The embedded one keeps its
 * durable settings, and is left running so that the next run finds it.
 */
export function testPostgres(): Promise<TestPostgres> {
  found ??= find()
  return found
}

async function find(): Promise<TestPostgres> {
  const given = process.env.VENTANILLA_TEST_POSTGRES
  if (given) {
    // Fails here, once and clearly, rather than in every test.
    await using _ = await openDatabase({ url: given, max: 1, applicationName: 'ventanilla-testing' })
    tell(`tests use the PostgreSQL of VENTANILLA_TEST_POSTGRES at ${new URL(given).host}`)
    return { url: (database) => databaseUrl(given, database) }
  }
  const dataDir = await sharedFolder('postgres')
  const server = await sharedServer(dataDir, (why) => tell(`the test server is made anew: ${why}`))
  await using admin = await openDatabase({
    url: server.url('postgres'),
    max: 1,
    applicationName: 'ventanilla-testing',
  })
  await sweep(admin)
  tell(`tests use an embedded PostgreSQL ${server.adopted ? 'already running' : 'started'} in ${dataDir}`)
  return { url: server.url }
}

const tell = (text: string) => process.stderr.write(`ventanilla: ${text}\n`)
