import { askRedis, createTopics, metadata } from '@ventanilla/local-servers'
import { expect, it, vi } from 'vitest'
import { freshKeys } from '../src/fresh-keys.ts'
import { freshTopics } from '../src/fresh-topics.ts'
import { sweepTopics, testKafka } from '../src/test-kafka.ts'
import { isAbandoned, uniqueName } from '../src/unique-name.ts'

vi.setConfig({ testTimeout: 120_000 })

const DEAD = 4_194_305 // above the largest number that Linux gives

it('gives topics that nobody else has, and takes them away', async () => {
  await using one = await freshTopics('topics')
  await using other = await freshTopics('topics')
  await one.create(['ventanilla.intake'], { partitions: 6 })
  await other.create(['ventanilla.intake', 'ventanilla.routing'])
  await other.drop()
  const mine = async () => {
    const { topics } = await metadata(one.brokers)
    return topics.filter((topic) => topic.startsWith(one.namespace) || topic.startsWith(other.namespace))
  }
  expect(await mine()).toEqual([one.name('ventanilla.intake')])
})

it('sweeps the topics of killed runs, and no others', async () => {
  await using fresh = await freshTopics('sweep')
  const { brokers } = await testKafka()
  const left = `test-sweep-${DEAD}-0123abcd.ventanilla.intake`
  await createTopics(brokers, [left])
  await fresh.create(['kept'])
  await sweepTopics(brokers)
  const { topics } = await metadata(brokers)
  expect(topics).not.toContain(left)
  expect(topics).toContain(fresh.name('kept'))
})

it('knows a name by the process that gave it', () => {
  expect(isAbandoned(`${uniqueName('a-b')}.topic`)).toBe(false)
  expect(isAbandoned(`test-a-b-${DEAD}-0123abcd`)).toBe(true)
  expect(isAbandoned('ventanilla.intake')).toBe(false)
})

it('gives keys that nobody else has, and takes them away', async () => {
  const one = await freshKeys('keys')
  await using other = await freshKeys('keys')
  for (const { url, prefix } of [one, other]) await askRedis(url, `SET ${prefix}limit 1`)
  await one.drop()
  expect(await askRedis(one.url, `EXISTS ${one.prefix}limit`)).toBe(':0\r\n')
  expect(await askRedis(one.url, `EXISTS ${other.prefix}limit`)).toBe(':1\r\n')
})
