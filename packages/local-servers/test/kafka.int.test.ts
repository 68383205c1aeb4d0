import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive } from '@ventanilla/processes'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { createTopics, deleteTopics, type LocalKafka, metadata, startKafka } from '../src/index.ts'
import { spawnStarter } from './spawn-starter.ts'
import { type TemporaryFolder, temporaryFolder } from './temporary-folder.ts'

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 }) // a JVM takes its time on a busy machine

let folder: TemporaryFolder
let kafka: LocalKafka
const begin = () => startKafka({ dataDir: join(folder.dir, 'año nuevo'), heapMb: 256 })

beforeAll(async () => {
  folder = await temporaryFolder()
  kafka = await begin()
})
afterAll(async () => {
  await kafka.kill()
  await folder[Symbol.asyncDispose]()
})

it('makes topics when it is told to, and takes them away', async () => {
  await createTopics(kafka.brokers, ['one', 'two'], {
    partitions: 6,
    config: { 'max.message.bytes': '1100000' },
  })
  await expect(createTopics(kafka.brokers, ['one'])).rejects.toThrow('topic one: Kafka error 36')
  expect((await metadata(kafka.brokers)).topics.sort()).toEqual(['one', 'two'])
  await deleteTopics(kafka.brokers, ['two', 'never-there'])
  expect((await metadata(kafka.brokers)).topics).toEqual(['one'])
})

it('is adopted, and goes on until the last who uses it has stopped it', async () => {
  const other = await spawnStarter('kafka', join(folder.dir, 'año nuevo'))
  expect(other.said).toEqual({ pid: kafka.pid, port: kafka.port, adopted: true })
  await kafka.stop()
  expect(isAlive(kafka.pid)).toBe(true)
  await other.stop()
  expect(isAlive(kafka.pid)).toBe(false)
})

it('comes back after kill -9 with its topics, at the same address', async () => {
  const before = kafka.brokers
  kafka = await begin()
  await kafka.kill()
  kafka = await begin()
  expect(kafka).toMatchObject({ adopted: false, brokers: before })
  expect((await metadata(kafka.brokers)).topics).toEqual(['one'])
})

it('is started once by two processes at once, and outlives them', async () => {
  const dataDir = join(folder.dir, 'two')
  const starters = await Promise.all([spawnStarter('kafka', dataDir), spawnStarter('kafka', dataDir)])
  expect(new Set(starters.map(({ said }) => said.pid)).size).toBe(1)
  expect(starters.map(({ said }) => said.adopted).sort()).toEqual([false, true])
  await Promise.all(starters.map((starter) => starter.kill()))
  const heir = await startKafka({ dataDir })
  expect(heir.adopted).toBe(true)
  await heir.stop()
  expect(isAlive(heir.pid)).toBe(false)
})

it('is not mistaken for whoever got the number of a dead one', async () => {
  await kafka.kill()
  await writeFile(join(folder.dir, 'año nuevo', 'pid'), String(process.pid))
  kafka = await begin()
  expect(kafka.adopted).toBe(false)
  expect(kafka.pid).not.toBe(process.pid)
})

it('sends clients that came through a proxy back to it', async () => {
  await using own = await temporaryFolder()
  const proxied = await startKafka({ dataDir: own.dir, heapMb: 256, proxy: '127.0.0.1:4711' })
  expect((await metadata(proxied.brokers)).brokers).toEqual([proxied.brokers])
  expect((await metadata(String(proxied.behindProxy))).brokers).toEqual(['127.0.0.1:4711'])
  await proxied.kill()
})
