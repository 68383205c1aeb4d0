/** A test process that says which server it found: node tell.ts postgres|redis */
import { testPostgres } from '../src/test-postgres.ts'
import { testRedis } from '../src/test-redis.ts'

async function url(): Promise<string> {
  if (process.argv[2] === 'redis') return (await testRedis()).url
  const server = await testPostgres()
  await testPostgres()
  return server.url('postgres')
}

process.send?.(await url())
process.disconnect()
