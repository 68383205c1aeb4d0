import { expect, it } from 'vitest'
import { patientLog } from '../../src/kafka/patient-log.ts'

type Entry = Parameters<ReturnType<typeof patientLog>>[0]
/** As kafkajs numbers them. */
const [ERROR, INFO] = [1, 4]

/** A log whose clock the test sets. */
function listening() {
  const told: string[] = []
  const hear = (level: string) => (_: object, text: string) => {
    told.push(`${level} ${text}`)
  }
  let now = 0
  const logger = { debug: hear('debug'), info: hear('info'), warn: hear('warn'), error: hear('error') }
  const log = patientLog(logger, () => now)
  return {
    say(message: string, at: number, more: Partial<Entry> = {}, about: object = {}) {
      now = at
      const rest = { timestamp: '', logger: 'kafkajs', ...about }
      log({ namespace: 'Consumer', level: ERROR, label: 'ERROR', ...more, log: { message, ...rest } })
      return told.at(-1)
    },
  }
}

const retried = { retryCount: 0 }
const LOADING = 'The group coordinator is loading'

it('tells what is tried again as debug', () => {
  const { say } = listening()
  expect(say(LOADING, 0, {}, retried)).toBe(`debug ${LOADING}`)
  expect(say('This server does not host this topic-partition', 9_000, {}, retried)).toMatch(/^debug/)
})

it('warns once it lasts, and is patient again after a time without any', () => {
  const { say } = listening()
  say(LOADING, 0, {}, retried)
  expect(say(LOADING, 14_000, {}, retried)).toMatch(/^debug/)
  expect(say(LOADING, 16_000, {}, retried)).toBe(`warn ${LOADING}`)
  expect(say(LOADING, 70_000, {}, retried)).toMatch(/^warn/)
  expect(say(LOADING, 200_000, {}, retried)).toMatch(/^debug/)
})

it('warns at once of what nothing tries again', () => {
  const { say } = listening()
  expect(say('SASL PLAIN authentication failed', 0)).toMatch(/^warn/)
  expect(say('Offset out of range, resetting to default offset', 0)).toMatch(/^warn/)
})

it('keeps to itself what it does, and each failed request', () => {
  const { say } = listening()
  expect(say('Consumer has joined the group', 0, { level: INFO })).toMatch(/^debug/)
  expect(say('Response Fetch(key: 1, version: 11)', 0, { namespace: 'Connection' })).toMatch(/^debug/)
})
