import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { testKafka } from '@ventanilla/testing'
import { describe, expect, it } from 'vitest'
import { kafkaClient } from '../../src/kafka/client.ts'
import { SLOW_MS } from './world.ts'

const program = fileURLToPath(new URL('list-topics.ts', import.meta.url))
const silence = () => {}
const logger = { debug: silence, info: silence, warn: silence, error: silence }

describe("kafkajs' queue of requests", { timeout: SLOW_MS }, () => {
  it('lets Node warn of nothing', async () => {
    const { brokers } = await testKafka()
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, brokers])
    expect(JSON.parse(stdout)).toContain('ventanilla.intake')
    expect(stderr).toBe('')
  })

  it('sets no timers once everything is answered', async () => {
    const { brokers } = await testKafka()
    const admin = kafkaClient({ brokers: [brokers], clientId: 'test', logger }).admin()
    await admin.connect()
    try {
      await admin.listTopics()
      expect(await timersSet(200)).toBeLessThan(20)
    } finally {
      await admin.disconnect()
    }
  })
})

/** How many were set while nobody asked for anything. */
async function timersSet(duringMs: number): Promise<number> {
  const real = globalThis.setTimeout
  let count = 0
  globalThis.setTimeout = Object.assign(
    (...args: Parameters<typeof real>) => {
      count += 1
      return real(...args)
    },
    { __promisify__: real.__promisify__ },
  ) as typeof real
  try {
    await new Promise((resolve) => real(resolve, duringMs))
    return count
  } finally {
    globalThis.setTimeout = real
  }
}
