import { expect, it } from 'vitest'
import { onceWarm } from '../src/pgbench.ts'

it('leaves out of a log of pgbench what ended before it was warm', () => {
  const line = (took: number, seconds: number) => `0 1 ${took} 0 ${1_700_000_000 + seconds} 500000 12`
  const log = [line(90_000, 0), line(80_000, 1), line(2_000, 2), line(3_000, 3), line(4_000, 4), ''].join(
    '\n',
  )
  expect(onceWarm(log, 2)).toEqual({ tps: 1.5, transactions: 5, latencies: [2, 3, 4] })
  expect(onceWarm('', 2)).toMatchObject({ transactions: 0, latencies: [] })
})
