import type { Bench } from './bench.ts'
import { openCaseLoad } from './case-load.ts'
import { WARM_SECONDS } from './filing-load.ts'
import { openLoop, quantile } from './load.ts'

const SECONDS = 5
const RATE = 200

export const readCase: Bench = {
  name: 'read-case',
  what: `p99 from a 201 to the case in reporting's read model, all services in one process, ${RATE}/s; against the p99 of the commit (pgbench --rate=${RATE} inserting a filing's rows)`,
  unit: 'ms',
  better: 'lower',
  gate: 30,
  aim: 10,
  limits:
    'Four services fold and react to each filing on one event loop, beside the database: what reporting journals has waited for its turn among them.',
  async open() {
    const load = await openCaseLoad()
    const readAll = async (seconds: number) => {
      const { latencies } = await openLoop(load.clients, { seconds, rate: RATE }, load.fileAndRead)
      return { value: quantile(latencies, 0.99), operations: latencies.length }
    }
    await readAll(WARM_SECONDS)
    return {
      ours: () => readAll(SECONDS),
      async baseline() {
        const { latencies, transactions } = await load.insert({ seconds: SECONDS, rate: RATE })
        return { value: quantile(latencies, 0.99), operations: transactions }
      },
      settings: load.settings,
      servers: load.servers,
      close: load.close,
    }
  },
}
