import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTopics } from '@ventanilla/bus/kafka'
import { SERVICES } from '@ventanilla/contracts'
import { openDatabase } from '@ventanilla/database'
import { isAlive } from '@ventanilla/processes'
import { createLogger } from '@ventanilla/runtime'
import { freshTopics, testKafka } from '@ventanilla/testing'
import { expect, it, onTestFinished } from 'vitest'
import { openStores } from '../src/distributed/stores.ts'
import { startVerb } from './run-verb.ts'

it('says what it found running, and leaves no server behind, also of those that died and were started again', {
  timeout: 180_000,
}, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-servers-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const logger = createLogger({ level: 'silent' })
  const stores = await openStores({ dataDir, environment: {}, logger, onProgress: () => {} })

  const told: string[] = []
  const tell = (text: string) => told.push(text)
  const other = await openStores({ dataDir, environment: {}, logger, onProgress: tell })
  await other[Symbol.asyncDispose]()
  expect(told.toSorted()).toEqual([
    expect.stringMatching(/^Kafka ya estaba en marcha en 127\.0\.0\.1:\d+: se usa/),
    expect.stringMatching(/^PostgreSQL ya estaba en marcha en 127\.0\.0\.1:\d+: se usa/),
    expect.stringMatching(/^Redis ya estaba en marcha en 127\.0\.0\.1:\d+: se usa/),
  ])

  async function postmaster(): Promise<number> {
    await using admin = await openDatabase({ url: stores.postgres.url('postgres'), max: 1 })
    const [row] = await admin.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
    return Number((await readFile(join(row?.folder ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0])
  }

  const first = await postmaster()
  process.kill(first, 'SIGKILL')
  await expect.poll(() => postmaster().catch(() => first), { timeout: 60_000 }).not.toBe(first)
  const second = await postmaster()
  await stores[Symbol.asyncDispose]()
  // Its own file goes before it does.
  await expect.poll(() => isAlive(second), { timeout: 10_000 }).toBe(false)
})

it('says how many partitions there are, where others were asked for', { timeout: 120_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ventanilla-servers-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const { brokers } = await testKafka()
  const topics = await freshTopics('up', brokers)
  onTestFinished(() => topics.drop())
  const logger = createLogger({ level: 'silent' })
  const address = { brokers: [brokers], clientId: 'test', prefix: topics.namespace, logger }
  await createTopics({ ...address, services: SERVICES, partitions: 3 })

  const environment = { KAFKA_BROKERS: brokers, KAFKA_PREFIX: topics.namespace }
  const args = ['up', '--topology', 'distributed', '--data', dataDir, '--port', '0']
  const { code, stderr } = await startVerb(args, environment).ended
  expect(stderr).toMatch(/Error: \S+ tiene 3 particiones y se pidieron 6; .* KAFKA_PARTITIONS=3\n$/)
  expect(code).toBe(1)
})
