import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { type Bench, measure, verdict } from '../src/bench.ts'
import { cpuSeconds, parentOf } from '../src/cpu.ts'

const row: Bench = {
  name: 'row',
  what: 'a row',
  unit: 'ms',
  better: 'lower',
  gate: 3,
  aim: 1.3,
  limits: 'nothing',
  open: async () => ({ ours: run(4), baseline: run(2), close: async () => {} }),
}
const run = (value: number) => async () => ({ value, operations: 1 })

describe('a row of the benchmarks', () => {
  it('takes the median of the ratios, whichever way is better', async () => {
    const told: string[] = []
    const measured = await measure(row, 3, [], (line) => told.push(line))
    expect(measured).toMatchObject({ ratio: 2, min: 2, max: 2, ours: 4, baseline: 2, unit: 'ms' })
    expect(told).toHaveLength(3)
  })

  it('puts things in order after each of the two', async () => {
    const did: string[] = []
    const doing = (what: string, value: number) => async () => {
      did.push(what)
      return { value, operations: 1 }
    }
    const open = async () => ({
      ...{ ours: doing('ours', 4), baseline: doing('baseline', 2) },
      rest: async () => {
        did.push('rest')
      },
      close: async () => {},
    })
    await measure({ ...row, open }, 2, [], () => {})
    expect(did).toEqual(Array.from({ length: 2 }, () => ['baseline', 'rest', 'ours', 'rest']).flat())
  })

  it.each([
    ['higher', 1.2, 'aim'],
    ['higher', 0.7, 'gate'],
    ['higher', 0.4, 'missed'],
    ['lower', 0.4, 'aim'],
    ['lower', 0.7, 'gate'],
    ['lower', 1.2, 'missed'],
    ['lower', Number.NaN, 'missed'],
    ['higher', Number.NaN, 'missed'],
  ] as const)('when %s is better, %d comes out as %s', (better, ratio, expected) => {
    const marks = better === 'higher' ? { gate: 0.5, aim: 0.9 } : { gate: 0.9, aim: 0.5 }
    expect(verdict({ ...marks, ratio, better, ours: 1 })).toBe(expected)
  })

  it.each([
    ['higher', 4.9, 'missed'],
    ['higher', 5, 'aim'],
    ['higher', Number.NaN, 'missed'],
    ['lower', 5, 'aim'],
    ['lower', 5.1, 'missed'],
  ] as const)(
    'when %s is better, ours of %d beside a floor of 5 comes out as %s',
    (better, ours, expected) => {
      expect(verdict({ gate: 1, aim: 1, ratio: 1, floor: 5, ours, better })).toBe(expected)
    },
  )

  it('counts the processor time of what it started and has ended, where the system tells', () => {
    const before = cpuSeconds([process.pid])
    spawnSync(process.execPath, ['-e', 'const end = Date.now() + 200; while (Date.now() < end);'])
    const after = cpuSeconds([process.pid])
    const told = before !== undefined && after !== undefined
    expect(told).toBe(process.platform === 'linux')
    if (told) expect(after - before).toBeGreaterThan(0.05)
    expect(parentOf(process.pid)).toBe(told ? process.ppid : undefined)
  })
})
