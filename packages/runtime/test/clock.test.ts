import { expect, it } from 'vitest'
import { systemClock, watermarkClock } from '../src/index.ts'

it('the system clock tells the instant in UTC with milliseconds', () => {
  expect(systemClock(() => 0).now()).toBe('1970-01-01T00:00:00.000Z')
  expect(Math.abs(Date.parse(systemClock().now()) - Date.now())).toBeLessThan(1_000)
})

it('the system clock never goes back, whatever becomes of the machine’s', () => {
  let machine = 60_000
  const clock = systemClock(() => machine)
  expect(clock.now()).toBe('1970-01-01T00:01:00.000Z')
  machine = 0
  expect(clock.now()).toBe('1970-01-01T00:01:00.000Z')
  machine = 61_000
  expect(clock.now()).toBe('1970-01-01T00:01:01.000Z')
})

it('a watermark stands still until it is advanced, and takes any offset', () => {
  const clock = watermarkClock('2024-01-02T08:00-05:00')
  expect(clock.now()).toBe('2024-01-02T13:00:00.000Z')
  clock.advance('2024-01-02T13:00:00.000Z')
  clock.advance('2024-01-03T00:00:00.500Z')
  expect(clock.now()).toBe('2024-01-03T00:00:00.500Z')
})

it('a watermark refuses to go back and stays where it was', () => {
  const clock = watermarkClock('2024-01-02T13:00:00.000Z')
  expect(() => clock.advance('2024-01-02T12:59:59.999Z')).toThrow(RangeError)
  expect(clock.now()).toBe('2024-01-02T13:00:00.000Z')
})

it.each(['', 'ayer', '2024-01-02', '2024-01-02T13:00:00', '2024-13-02T13:00:00Z', '2024-02-30T13:00:00Z'])(
  '%j is no instant',
  (text) => {
    expect(() => watermarkClock(text)).toThrow(RangeError)
  },
)

it('a watermark tells who listens, only when it moved and until they are forgotten', () => {
  const clock = watermarkClock('2024-01-02T13:00:00.000Z')
  const heard: string[] = []
  const forget = clock.onAdvance(() => heard.push(clock.now()))
  clock.advance('2024-01-02T13:00:00.000Z')
  clock.advance('2024-01-02T14:00:00.000Z')
  forget()
  clock.advance('2024-01-02T15:00:00.000Z')
  expect(heard).toEqual(['2024-01-02T14:00:00.000Z'])
})
