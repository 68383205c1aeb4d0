import { expect, it } from 'vitest'
import { watchConfig } from '../../src/kafka/config-watch.ts'
import { changedConfig } from '../../src/kafka/topic-config.ts'

type Admin = Parameters<typeof changedConfig>[0]

const admin = (describeConfigs: () => Promise<unknown>) => ({ describeConfigs }) as unknown as Admin
const refusing = (type: string) => admin(() => Promise.reject(Object.assign(new Error(type), { type })))

it('tells what is otherwise from what may not be asked, and that from brokers that do not answer', async () => {
  const entries = { 'cleanup.policy': 'compact', 'retention.ms': '-1', 'retention.bytes': '1000' }
  const configEntries = Object.entries(entries).map(([configName, configValue]) => ({
    configName,
    configValue,
  }))
  const changed = changedConfig(
    admin(async () => ({ resources: [{ configEntries }] })),
    'a',
  )
  expect(await changed).toEqual(['cleanup.policy=compact', 'retention.bytes=1000'])
  expect(await changedConfig(refusing('TOPIC_AUTHORIZATION_FAILED'), 'a')).toBeNull()
  await expect(changedConfig(refusing('REQUEST_TIMED_OUT'), 'a')).rejects.toThrow('REQUEST_TIMED_OUT')
})

it('says that it may not ask, and that nothing is known to be wrong', async () => {
  const warned: string[] = []
  const nothing = () => {}
  const logger = {
    ...{ debug: nothing, info: nothing, error: nothing },
    warn: (_: object, text: string) => void warned.push(text),
  }
  const config = watchConfig({ changed: async () => null }, 'a', logger)
  await config.look()
  expect(warned).toEqual([expect.stringContaining('DescribeConfigs')])
  expect(config.failing()).toBeUndefined()
})
