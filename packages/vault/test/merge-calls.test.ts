import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeCalls } from '../src/merge-calls.ts'

const limits = { mostInputs: 4, mostSize: 100, size: (input: number) => input, splits: () => false }
const tick = () => new Promise((resolve) => setImmediate(resolve))

describe('merged calls', () => {
  test('what is called together goes together; what comes meanwhile goes next', async () => {
    const turns: number[][] = []
    const double = mergeCalls<number, number>(async (inputs) => {
      turns.push(inputs)
      await tick()
      return inputs.map((input) => input * 2)
    }, limits)
    const first = [double(1), double(2)]
    await Promise.resolve()
    await Promise.resolve()
    const next = [double(3), double(4), double(5), double(6), double(7)]
    expect(await Promise.all([...first, ...next])).toEqual([2, 4, 6, 8, 10, 12, 14])
    expect(turns).toEqual([[1, 2], [3, 4, 5, 6], [7]])
    expect(await double(8)).toBe(16)
  })

  test('a turn has a largest size, and what is larger goes alone', async () => {
    const turns: number[][] = []
    const keep = mergeCalls<number, void>(async (inputs) => {
      turns.push(inputs)
      return inputs.map(() => undefined)
    }, limits)
    await Promise.all([60, 50, 40, 500, 10].map(keep))
    expect(turns).toEqual([[60], [50, 40], [500], [10]])
  })

  test('an error is its own input’s; a failed turn is everybody’s, unless it may be split', async () => {
    const work = async (inputs: number[]) => {
      if (inputs.includes(13)) throw new Error('thirteen')
      return inputs.map((input) => (input < 0 ? new RangeError('negative') : input))
    }
    const outcomes = async (splits: boolean, ...inputs: number[]) => {
      const call = mergeCalls<number, number>(work, { ...limits, splits: () => splits })
      return (await Promise.allSettled(inputs.map(call))).map((it) =>
        it.status === 'rejected' ? it.reason.message : it.value,
      )
    }
    expect(await outcomes(false, 1, -1, 2)).toEqual([1, 'negative', 2])
    expect(await outcomes(false, 1, 13, 2)).toEqual(['thirteen', 'thirteen', 'thirteen'])
    expect(await outcomes(true, 1, 13, -1, 2)).toEqual([1, 'thirteen', 'negative', 2])
  })

  test('every call is answered once, in order, never two turns at a time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(120), { maxLength: 40 }),
        fc.infiniteStream(fc.boolean()),
        async (inputs, waits) => {
          let running = 0
          const seen: number[] = []
          const call = mergeCalls<number, number>(async (turn) => {
            running += 1
            expect(running).toBe(1)
            expect(turn.length).toBeLessThanOrEqual(limits.mostInputs)
            if (waits.next().value) await tick()
            seen.push(...turn)
            running -= 1
            return turn
          }, limits)
          const calls: Promise<number>[] = []
          for (const input of inputs) {
            calls.push(call(input))
            if (waits.next().value) await tick()
          }
          expect(await Promise.all(calls)).toEqual(inputs)
          expect(seen).toEqual(inputs)
        },
      ),
    ))
})
