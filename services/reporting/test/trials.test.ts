import { describe, expect, it } from 'vitest'
import { createTrials } from '../src/queries/staffing/trials.ts'

/** Work that is done when it is told to be. */
function work(value: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let begun = 0
  return {
    done: () => resolve(value),
    fail: () => reject(new Error(value)),
    times: () => begun,
    begin: (tell: (progress: { done: number; total: number }) => void) => {
      begun++
      tell({ done: begun, total: 10 })
      return promise
    },
  }
}
const SHORT = 5
const holding = { most: 2, keepMs: 60_000 }

describe('a trial', () => {
  it('is worked at once, says how far it is, and is there for who comes back', async () => {
    const trials = createTrials<string>(holding)
    const one = work('one')
    expect(await trials.get('a', SHORT, one.begin)).toEqual({ progress: { done: 1, total: 10 } })
    expect(await trials.get('a', SHORT, one.begin)).toEqual({ progress: { done: 1, total: 10 } })
    one.done()
    expect(await trials.get('a', SHORT, one.begin)).toEqual({ result: 'one' })
    expect([one.times(), trials.has('a'), trials.has('b')]).toEqual([1, true, false])
  })

  it('makes way when it is done, and not before', async () => {
    const trials = createTrials<string>(holding)
    const [one, two, three] = [work('one'), work('two'), work('three')]
    await trials.get('a', SHORT, one.begin)
    await trials.get('b', SHORT, two.begin)
    expect(await trials.get('c', SHORT, three.begin)).toBe('busy')
    two.done()
    await trials.get('b', SHORT, two.begin)
    three.done()
    expect(await trials.get('c', SHORT, three.begin)).toEqual({ result: 'three' })
    expect(['a', 'b', 'c'].map(trials.has)).toEqual([true, false, true])
  })

  it('that fails is told so, and begun anew by the next', async () => {
    const trials = createTrials<string>(holding)
    const [bad, good] = [work('bad'), work('good')]
    const asked = trials.get('a', 60_000, bad.begin)
    bad.fail()
    await expect(asked).rejects.toThrow('bad')
    good.done()
    expect(await trials.get('a', SHORT, good.begin)).toEqual({ result: 'good' })
  })

  it('that nobody comes back for is forgotten, also when nobody asks for another', async () => {
    const trials = createTrials<string>({ most: 2, keepMs: 20 })
    const one = work('one')
    one.done()
    await trials.get('a', SHORT, one.begin)
    await trials.get('a', SHORT, one.begin)
    expect(trials.has('a')).toBe(true)
    await expect.poll(() => trials.has('a')).toBe(false)
  })
})
