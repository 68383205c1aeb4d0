import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { holdEarly, type MarkClock } from '../../src/kafka/early-marks.ts'
import type { Mark } from '../../src/kafka/marks.ts'

const at = (minute: number, second = 0) => new Date(Date.UTC(2026, 2, 24, 15, minute, second)).toISOString()
const FORGED = '2099-01-01T00:00:00.000Z'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setUp(driven = true) {
  let now = at(0)
  const listeners = new Set<() => void>()
  const onAdvance = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const clock: MarkClock = { now: () => now, ...(driven && { onAdvance }) }
  const passed: string[] = []
  const warned: string[] = []
  const logger = { debug: () => {}, warn: (_: object, text: string) => void warned.push(text) }
  const held = holdEarly(clock, (mark) => passed.push(mark.ends ? mark.instant : 'withdrawn'), logger)
  const mark = (instant: string, ends: Mark['ends'] = {}) => held.offer({ source: 'intake', instant, ends })
  const withdraw = () => held.offer({ source: 'intake', ends: null })
  const advance = (to: string) => {
    now = to
    for (const listener of listeners) listener()
  }
  return { passed, warned, held, mark, withdraw, advance, listeners }
}

it('a mark of another clock that is seconds ahead passes at once, one of more waits for our clock', () => {
  const { passed, mark, advance } = setUp()
  mark(at(0, 5))
  mark(at(1))
  expect(passed).toEqual([at(0, 5)])
  advance(at(1))
  expect(passed).toEqual([at(0, 5), at(1)])
})

it('a forged mark that waits hides no true one, before it or after', () => {
  const { passed, mark, advance } = setUp()
  mark(at(0))
  mark(FORGED)
  mark(at(0, 1))
  mark(at(2))
  mark(at(1))
  advance(at(2))
  mark(at(3))
  advance(at(3))
  expect(passed).toEqual([at(0), at(0, 1), at(1), at(2), at(3)])
})

it('of many that wait the earliest is kept, and the last that came', () => {
  const { passed, mark, advance } = setUp()
  for (let minute = 1; minute < 50; minute++) mark(at(minute))
  advance(at(59))
  expect(passed).toEqual([at(1), at(47), at(48), at(49)])
})

it('on the wall clock it looks by itself, and tells once of what waits', () => {
  const { passed, warned, mark, advance, held } = setUp(false)
  mark(at(1))
  mark(FORGED)
  advance(at(1))
  vi.advanceTimersByTime(10_000)
  expect(passed).toEqual([at(1)])
  expect(warned).toEqual(['a watermark ahead of our clock waits'])
  held.stop()
  expect(vi.getTimerCount()).toBe(0)
})

it('what is taken back waits no more', () => {
  const { passed, mark, withdraw, advance, held, listeners } = setUp()
  mark(at(1))
  withdraw()
  advance(at(2))
  expect(passed).toEqual(['withdrawn'])
  held.stop()
  expect(listeners.size).toBe(0)
})
