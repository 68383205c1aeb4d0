import { databaseUrl } from '@ventanilla/database'
import type { TestPostgres } from '../test-postgres.ts'
import { viaDocker } from './engine.ts'
import { imageOf } from './image.ts'

const PASSWORD = 'ventanilla' // of a server that only tests use
const PORT = 5432

/** As durable as the embedded one, and as many connections. */
const SETTINGS = ['max_connections=200', 'jit=off', 'timezone=UTC', 'log_timezone=UTC']

export const dockerPostgres = viaDocker<TestPostgres>({
  kind: 'PostgreSQL',
  container: async ({ GenericContainer, Wait }) =>
    new GenericContainer(imageOf('postgres'))
      .withEnvironment({ POSTGRES_PASSWORD: PASSWORD, POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C' })
      .withCommand(['postgres', ...SETTINGS.flatMap((setting) => ['-c', setting])])
      .withExposedPorts(PORT)
      // While it is being made, the image runs a server that listens on no address.
      .withHealthCheck({ test: ['CMD', 'pg_isready', '-h', '127.0.0.1'], interval: 500, retries: 120 })
      .withWaitStrategy(Wait.forHealthCheck()),
  async server(started) {
    const server = `postgresql://postgres:${PASSWORD}@${started.getHost()}:${started.getMappedPort(PORT)}/postgres`
    return { url: (database) => databaseUrl(server, database) }
  },
})
