import { expect, it } from 'vitest'
import { readMark } from '../../src/kafka/read-mark.ts'

const good = { source: 'intake', instant: '2026-03-24T15:00:00.000Z', ends: { 0: 5, 5: 0 } }
const read = (mark: unknown) => readMark(Buffer.from(JSON.stringify(mark)), 6)

it('a watermark is read as it was written', () => {
  expect(read(good)).toEqual(good)
  expect(read({ ...good, ends: {} })).toEqual({ ...good, ends: {} })
  expect(read({ source: 'intake', ends: null })).toEqual({ source: 'intake', ends: null })
})

it.each([
  ...['zzz 1', '2026-03-24', '2026-03-24T15:00:00Z', '2026-02-30T15:00:00.000Z', 1_000, null],
  ...['+012026-03-24T15:00:00.000Z', '2026-03-24T10:00:00.00-05:00', '2026-03-24T15:00:00.000z'],
])('an instant %j is none', (instant) => {
  expect(read({ ...good, instant })).toBeUndefined()
})

it.each([
  ...[
    { 6: 1 },
    { '-1': 1 },
    { '00': 1 },
    { '1.5': 1 },
    { x: 1 },
    { 0: -1 },
    { 0: 1.5 },
    { 0: '1' },
    { 0: null },
  ],
  ...[[], [5], 'x', 7, undefined],
])('ends %j are none', (ends) => {
  expect(read({ ...good, ends })).toBeUndefined()
})

it('what is no mark is none', () => {
  expect(read({ ...good, source: 'nobody' })).toBeUndefined()
  expect(read(null)).toBeUndefined()
  expect(readMark(null, 6)).toBeUndefined()
  expect(readMark(Buffer.from('{'), 6)).toBeUndefined()
})
