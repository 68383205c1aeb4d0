import { databaseUrl, openDatabase } from '@ventanilla/database'
import { dockerPostgres } from './docker/postgres.ts'
import { firstFound, given, type Way } from './first-found.ts'
import { sharedFolder } from './shared-folder.ts'
import { sharedServer } from './shared-server.ts'
import { sweep } from './sweep.ts'
import { tell } from './tell.ts'

export interface TestPostgres {
  /** The address of a database of the server. */
  url(database: string): string
}

let found: Promise<TestPostgres> | undefined

/**
 * The PostgreSQL that tests use: the one at VENTANILLA_TEST_POSTGRES (an address whose user may create
 * databases), else one in Docker, else an embedded one. What is not given is shared by every test process of this
 * user, keeps its durable settings, and is left running so that the next run finds it.
 */
export function testPostgres(): Promise<TestPostgres> {
  found ??= firstFound('PostgreSQL', [
    given('VENTANILLA_TEST_POSTGRES', check),
    swept(dockerPostgres),
    embedded,
  ])
  return found
}

async function check(address: string) {
  await using _ = await openDatabase({ url: address, max: 1, applicationName: 'ventanilla-testing' })
  const what = `the PostgreSQL of VENTANILLA_TEST_POSTGRES at ${new URL(address).host}`
  return { server: { url: (database: string) => databaseUrl(address, database) }, what }
}

const embedded: Way<TestPostgres> = swept({
  name: 'local programs',
  async find() {
    const dataDir = await sharedFolder('postgres')
    const server = await sharedServer(dataDir, (why) => tell(`the test server is made anew: ${why}`))
    const state = server.adopted ? 'already running' : 'started'
    return { server: { url: server.url }, what: `an embedded PostgreSQL ${state} in ${dataDir}` }
  },
})

/** Without what killed test runs left in it. */
function swept(way: Way<TestPostgres>): Way<TestPostgres> {
  return {
    name: way.name,
    async find() {
      const answer = await way.find()
      if (!('server' in answer)) return answer
      const url = answer.server.url('postgres')
      await using admin = await openDatabase({ url, max: 1, applicationName: 'ventanilla-testing' })
      await sweep(admin)
      return answer
    },
  }
}
