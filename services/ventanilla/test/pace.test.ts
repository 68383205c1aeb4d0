import { describe, expect, it } from 'vitest'
import { createPace } from '../src/cli/pace.ts'

describe('the pace of long work', () => {
  const at = { now: 0 }
  const tell = createPace(() => at.now)
  const after = (ms: number, done: number) => {
    at.now += ms
    return tell(done, 1_000)
  }

  it('is told once a second, with the rate of the last ten and the time that is left', () => {
    at.now = 0
    expect(after(0, 0)).toEqual({ done: 0, total: 1_000, perSecond: 0, secondsLeft: undefined })
    expect(after(500, 50)).toBeUndefined()
    expect(after(500, 100)).toEqual({ done: 100, total: 1_000, perSecond: 100, secondsLeft: 9 })
    expect(after(14_000, 200)).toMatchObject({ perSecond: 7 })
    expect(after(2_000, 400)).toMatchObject({ perSecond: 100, secondsLeft: 6 })
    expect(after(10, 1_000)).toMatchObject({ done: 1_000, secondsLeft: 0 })
  })
})
