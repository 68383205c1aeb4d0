import type { TestRedis } from '../test-redis.ts'
import { viaDocker } from './engine.ts'
import { imageOf } from './image.ts'

export const dockerRedis = viaDocker<TestRedis>({
  kind: 'Redis',
  container: async ({ GenericContainer, Wait }) =>
    new GenericContainer(imageOf('redis'))
      .withCommand(['redis-server', '--save', '', '--appendonly', 'no'])
      .withExposedPorts(6379)
      .withHealthCheck({ test: ['CMD', 'redis-cli', 'ping'], interval: 500, retries: 60 })
      .withWaitStrategy(Wait.forHealthCheck()),
  server: async (started) => ({ url: `redis://${started.getHost()}:${started.getMappedPort(6379)}` }),
})
