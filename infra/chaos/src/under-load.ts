import { type Installation, install } from './installation.ts'
import { startIssuer } from './issuer.ts'
import { type Load, startLoad } from './load.ts'
import { startMail } from './mail.ts'
import type { Context, Outcome } from './scenario.ts'
import { settleAndVerify } from './settle.ts'
import type { Truth } from './verify.ts'

export interface World {
  installation: Installation
  load: Load
  token(): string
}

export interface Trial {
  /** Does what must change nothing, while people file. @returns what it found itself */
  meanwhile(world: World): Promise<Outcome>
  /** Looks once nothing moves, before the services are stopped. */
  atRest?(world: World, truth: Truth): Promise<Outcome>
}

const CLIENTS = 6
const PAUSE_MS = 250
const READY_MS = 300_000

/** A whole installation, two processes of each service, under load; then it is left alone, and everything is counted. */
export async function underLoad(context: Context, { meanwhile, atRest }: Trial): Promise<Outcome> {
  const { dataDir, random } = context
  await using mail = await startMail()
  await using issuer = await startIssuer()
  await using installation = await install({ dataDir, replicas: 2, issuer, mail })
  await installation.ready(READY_MS)
  const addresses = () => installation.intake
  const load = startLoad({ addresses, token: issuer.token, random, clients: CLIENTS, pauseMs: PAUSE_MS })
  const world = { installation, load, token: issuer.token }
  const met = await meanwhile(world)
  await load.stop()
  await installation.ready(READY_MS)
  const counted = await settleAndVerify(installation, load, mail, {
    ...context,
    atRest: async (truth) => atRest?.(world, truth),
  })
  return {
    faults: [...met.faults, ...counted.faults],
    figures: {
      acknowledged: load.acknowledged.length,
      'asked again': load.again,
      ...counted.figures,
      ...met.figures,
    },
  }
}
