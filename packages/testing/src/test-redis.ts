import { askRedis, startRedis } from '@ventanilla/local-servers'
import { dockerRedis } from './docker/redis.ts'
import { firstFound, given, type Way } from './first-found.ts'
import { sharedFolder } from './shared-folder.ts'

export interface TestRedis {
  /** redis://host:port */
  url: string
}

let found: Promise<TestRedis> | undefined

/**
 * The Redis that tests use: the one at VENTANILLA_TEST_REDIS (redis://…), else one in Docker, else the system's
 * redis-server, which every test process of this user shares and which is left running for the next run.
 */
export function testRedis(): Promise<TestRedis> {
  found ??= firstFound('Redis', [given('VENTANILLA_TEST_REDIS', check), dockerRedis, local])
  return found
}

async function check(url: string) {
  await askRedis(url, 'PING')
  return { server: { url }, what: `the Redis of VENTANILLA_TEST_REDIS at ${new URL(url).host}` }
}

const local: Way<TestRedis> = {
  name: 'local programs',
  async find() {
    const dataDir = await sharedFolder('redis')
    const { url, adopted } = await startRedis({ dataDir })
    const state = adopted ? 'already running' : 'started'
    return { server: { url }, what: `a local Redis ${state} in ${dataDir}` }
  },
}
