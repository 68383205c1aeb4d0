import { isAlive } from '@ventanilla/processes'
import { expect, it } from 'vitest'
import { askRedis, startRedis } from '../src/index.ts'
import { spawnStarter } from './spawn-starter.ts'
import { temporaryFolder } from './temporary-folder.ts'

it('keeps nothing, and comes back at the same address', async () => {
  await using folder = await temporaryFolder()
  const first = await startRedis({ dataDir: folder.dir })
  expect(await askRedis(first.url, 'SET key value')).toBe('+OK\r\n')
  await first.kill()
  const again = await startRedis({ dataDir: folder.dir })
  expect(again).toMatchObject({ url: first.url, adopted: false })
  expect(await askRedis(again.url, 'GET key')).toBe('$-1\r\n')
  await again.stop()
  expect(isAlive(again.pid)).toBe(false)
})

it('is adopted from a killed starter, and stopped by the last who uses it', async () => {
  await using folder = await temporaryFolder()
  const dead = await spawnStarter('redis', folder.dir)
  await dead.kill()
  const heir = await startRedis({ dataDir: folder.dir })
  const other = await spawnStarter('redis', folder.dir)
  for (const { pid, adopted } of [heir, other.said])
    expect({ pid, adopted }).toEqual({ pid: dead.said.pid, adopted: true })
  await other.stop()
  expect(isAlive(heir.pid)).toBe(true)
  await heir.stop()
  expect(isAlive(heir.pid)).toBe(false)
})

it('says which port is taken', async () => {
  await using folder = await temporaryFolder()
  await using other = await temporaryFolder()
  const first = await startRedis({ dataDir: folder.dir })
  await expect(startRedis({ dataDir: other.dir, port: first.port })).rejects.toMatchObject({
    code: 'port-taken',
    message: expect.stringContaining(`El puerto ${first.port}`),
  })
  await first.stop()
})
