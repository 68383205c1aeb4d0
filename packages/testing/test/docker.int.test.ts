import { join } from 'node:path'
import { startRedis } from '@ventanilla/local-servers'
import { expect, it, vi } from 'vitest'
import { imageOf } from '../src/docker/image.ts'
import { ownFolder } from '../src/own-folder.ts'
import { ownRedis } from '../src/own-server.ts'
import { engine } from './engine.ts'
import { inAnotherProcess } from './in-another-process.ts'

vi.setConfig({ testTimeout: 120_000 })

const settings = (address: string, folder: string): NodeJS.ProcessEnv => ({
  DOCKER_HOST: address,
  TESTCONTAINERS_HOST_OVERRIDE: '127.0.0.1',
  TMPDIR: folder,
  VENTANILLA_TEST_REDIS: '',
  VENTANILLA_TEST_DOCKER: '',
})

it('a container serves the tests, one for all processes, when an engine answers', async () => {
  await using folder = await ownFolder('docker')
  await using own = await ownRedis()
  const docker = await engine(folder.dir, own.server.port)
  const env = settings(docker.address, folder.dir)
  const found = await Promise.all([inAnotherProcess('redis', env), inAnotherProcess('redis', env)])
  found.push(await inAnotherProcess('redis', env))
  await docker.close()
  expect(docker.made).toEqual([imageOf('redis')])
  for (const { url, said } of found) {
    expect(url).toBe(own.server.url)
    expect(said).toContain('tests use Redis in Docker at 127.0.0.1; skipped VENTANILLA_TEST_REDIS (not set)')
  }
})

it('local programs serve them when its engine has no image, and it is said why', async () => {
  await using folder = await ownFolder('docker')
  const docker = await engine(folder.dir)
  const { url, said } = await inAnotherProcess('redis', settings(docker.address, folder.dir))
  await docker.close()
  const left = await startRedis({ dataDir: join(folder.dir, `ventanilla-test-redis-${process.getuid?.()}`) })
  await left.kill()
  expect(left).toMatchObject({ url, adopted: true })
  expect(said).toMatch(/tests use a local Redis .*; skipped .*Docker \(it can't start Redis: .*out of reach/)
})
