import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { faultType } from '../../src/kafka/fault-type.ts'

const library = createRequire(import.meta.url)
const { createErrorFromCode } = library('kafkajs/src/protocol/error.js') as {
  createErrorFromCode(code: number): Error & { type: string }
}
const { KafkaJSError, KafkaJSNumberOfRetriesExceeded } = library('kafkajs') as Record<
  'KafkaJSError' | 'KafkaJSNumberOfRetriesExceeded',
  new (
    error: Error | string,
    how?: { retryCount: number; retryTime: number },
  ) => Error
>

// https://kafka.apache.org/protocol#protocol_error_codes
it.each([
  [16, 'NOT_COORDINATOR_FOR_GROUP'],
  [22, 'ILLEGAL_GENERATION'],
  [25, 'UNKNOWN_MEMBER_ID'],
  [27, 'REBALANCE_IN_PROGRESS'],
])('is what the broker said (%i), also once kafkajs has made an error of its own of it', (code, type) => {
  const said = createErrorFromCode(code)
  expect(faultType(said)).toBe(type)
  const wrapped = new KafkaJSError(said)
  expect(faultType(wrapped)).toBe(type)
  const tried = new KafkaJSNumberOfRetriesExceeded(wrapped, { retryCount: 3, retryTime: 1_000 })
  expect(faultType(Object.assign(tried, { cause: wrapped }))).toBe(type)
})

it('is the name of the error where no broker said anything', () => {
  expect(faultType(new KafkaJSError('The producer is disconnected'))).toBe('KafkaJSError')
  expect(faultType(new RangeError('out of range'))).toBe('RangeError')
})
