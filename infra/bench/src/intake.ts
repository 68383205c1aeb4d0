import type { Bench, Opened, Run } from './bench.ts'
import { CLIENTS, openFilingLoad, WARM_SECONDS } from './filing-load.ts'
import { closedLoop, openLoop, quantile } from './load.ts'

const SECONDS = 4
const RATE = 500

type Load = Awaited<ReturnType<typeof openFilingLoad>>

/** Opened and warm. */
async function opened(how: (load: Load) => Pick<Opened, 'ours' | 'baseline'>): Promise<Opened> {
  const load = await openFilingLoad()
  await closedLoop(load.clients, WARM_SECONDS, load.file)
  const { ours, baseline } = how(load)
  const alone = async () => {
    const run = await ours()
    await load.settle() // or the read model would still be working beside the baseline
    return run
  }
  return { ours: alone, baseline, settings: load.settings, close: load.close }
}

const p99 = (latencies: number[], operations = latencies.length): Run => ({
  value: quantile(latencies, 0.99),
  operations,
})

async function committed({ insert }: Load): Promise<Run> {
  const { latencies, transactions } = await insert({ seconds: SECONDS, rate: RATE })
  return p99(latencies, transactions)
}

export const intake: Bench = {
  name: 'intake',
  what: `filings accepted/s (201 after the commit: token, zod, idempotency, vault, radicado, facts), ${CLIENTS} clients; against pgbench inserting the same rows under a sequence, one transaction each, ${CLIENTS} clients`,
  unit: 'filings/s',
  better: 'higher',
  gate: 0.5,
  aim: 0.9,
  limits:
    'One Node process: HTTP, JSON, zod, AES and the log take one processor, which the database and the clients share with it here.',
  open: () =>
    opened((load) => ({
      ours: () => closedLoop(load.clients, SECONDS, load.file),
      async baseline() {
        const { tps, transactions } = await load.insert({ seconds: SECONDS })
        return { value: tps, operations: transactions }
      },
    })),
}

export const intakeP99: Bench = {
  name: 'intake-p99',
  what: `p99 of filings, ${RATE}/s offered, each from when it was due; against pgbench --rate=${RATE} inserting the same rows`,
  unit: 'ms',
  better: 'lower',
  gate: 3,
  aim: 1.3,
  limits:
    'Two commits one after the other where the baseline has one, and whoever comes while one is slow waits for it too. Some six filings go together at that rate, and groups so small cost twice the processor time of full ones.',
  open: () =>
    opened((load) => ({
      async ours() {
        const { latencies } = await openLoop(
          load.clients,
          { seconds: SECONDS, rate: RATE },
          async (client, nth) => {
            await load.file(client, nth)
            return undefined
          },
        )
        return p99(latencies)
      },
      baseline: () => committed(load),
    })),
}

export const readFiling: Bench = {
  name: 'read-filing',
  what: `p99 from a 201 to the filing in intake's read model, asked with atLeast, ${RATE}/s; against the p99 of the commit (pgbench --rate=${RATE} inserting the same rows)`,
  unit: 'ms',
  better: 'lower',
  gate: 10,
  aim: 2.5,
  limits: 'The read model is folded in a commit of its own, after heads and events were read.',
  open: () =>
    opened((load) => ({
      async ours() {
        const { latencies } = await openLoop(
          load.clients,
          { seconds: SECONDS, rate: RATE },
          async (client, nth) => {
            const { caseId, position } = await load.file(client, nth)
            const from = performance.now()
            const path = `/v1/filings/${caseId}?atLeast=${position}`
            const { status, body } = await client.ask('GET', path, load.tokens[nth] ?? '')
            if (status !== 200) throw new Error(`${status} ${body}`)
            return performance.now() - from
          },
        )
        return p99(latencies)
      },
      baseline: () => committed(load),
    })),
}
