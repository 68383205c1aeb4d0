import { allOf, closing } from './close.ts'
import { giveWay } from './give-way.ts'
import { guarding } from './guards.ts'
import { type Check, createHealth } from './health.ts'
import type { Logger } from './logger.ts'
import { createTelling } from './metrics/telling.ts'
import { parkedChecks } from './parking/parked-check.ts'
import { lagOf, type Part, startParts } from './parts.ts'
import { startHeartbeat } from './replicas/heartbeat.ts'
import type { Running, RunOptions } from './run-options.ts'
import { createServer, serve } from './serve.ts'
import type { Service } from './service.ts'
import { type Lag, type Settled, settle, settlingHere } from './settle.ts'
import { type Wiring, wire } from './wire.ts'

// How long an older release may go on after a newer one has changed what it stands on.
const GUARD_MS = 2_000

/**
 * Runs services in one process, on one port. Loops start before the port opens; when anything on the way fails, what
 * had started is stopped again. Prints nothing and hears no signal: see `drainOnSignals` for who is a process.
 */
export async function run(services: readonly Service[], options: RunOptions): Promise<Running> {
  const { logger, plugins = [], onFatal = () => {}, givesWay } = options
  if (givesWay) giveWay()
  const wiring = wire(services, options)
  const parts: Part[] = []
  const checks = [
    ...services.flatMap((service) => [...service.checks, ...parkedChecks(service)]),
    ...standingOf(wiring),
    ...carryingOf(wiring, parts),
    ...(options.checks ?? []),
  ]
  const health = createHealth({ loops: wiring.loops, optional: wiring.carrying, checks })
  const app = createServer(services, options)
  const telling = createTelling()
  telling.watch(app)
  const close = closing([
    async () => health.draining(),
    () => app.close(),
    async () => wiring.silence(),
    () => allOf(parts.map((part) => part.stop())),
    () => wiring.bus.close(),
    // Of a start that failed half-way some loops belong to no part yet.
    () => allOf(wiring.loops.map((one) => one.stop())),
    () => leave(wiring, logger),
    () => allOf(services.map((service) => service.close())),
    async () => telling.close(),
  ])
  const guarded = checks.filter(({ guard }) => guard)
  try {
    if (guarded.length > 0)
      wiring.startLoop(
        'guards',
        guarding(guarded, (error) => {
          health.draining()
          logger.fatal({ err: error }, 'this process must not go on')
          onFatal(error)
        }),
        { pollMs: GUARD_MS, aside: true },
      )
    await Promise.all(wiring.prepared.map((prepared) => startHeartbeat(prepared, wiring)))
    for (const prepared of wiring.prepared) parts.push(...(await startParts(prepared, wiring)))
    const all = settledOf(wiring, parts, options)
    const metrics = telling.plugin({ ...wiring, services, checks, lag: all.lag })
    const address = await serve(app, wiring.prepared, [health.plugin, metrics, ...plugins], options)
    const settling = settlingHere(all)
    return {
      ...{ address, close, settling, lag: all.lag, [Symbol.asyncDispose]: close },
      settled: (timeoutMs = 30_000) => settle(settling, timeoutMs),
    }
  } catch (error) {
    await close().catch((err: unknown) => logger.error({ err }, 'what had started could not be stopped'))
    throw error
  }
}

function standingOf({ prepared }: Wiring): Check[] {
  return prepared.flatMap(({ service, membership }) =>
    membership ? [{ name: `${service.name} replica`, probe: membership.standing }] : [],
  )
}

/** A bus between processes has other troubles than those of its loops. */
function carryingOf({ bus, carrying }: Wiring, parts: readonly Part[]): Check[] {
  if (carrying.size === 0) return []
  const probe = () => {
    const failing = [bus.failing(), ...parts.map((part) => part.failing?.())].find((one) => one !== undefined)
    if (failing !== undefined) throw Object.assign(new Error('the bus fails'), { code: failing })
    return true
  }
  return [{ name: 'bus', optional: true, probe }]
}

/** What is not given back is free when the lease ends: no reason for a process to end badly. */
async function leave({ prepared }: Wiring, logger: Logger): Promise<void> {
  await Promise.all(
    prepared.map(({ membership }) =>
      membership?.leave().catch((err: unknown) => logger.warn({ err }, 'what it owned was not given back')),
    ),
  )
}

function settledOf(
  { prepared, loops, driven, bus }: Wiring,
  parts: readonly Part[],
  { clock }: RunOptions,
): Settled {
  const reached = (): Lag[] => {
    const now = clock.now()
    return prepared.map(({ service, reach }) => ({
      name: `${service.name} business time`,
      behind: reach.instant() < now ? 1 : 0,
    }))
  }
  const heads = prepared.map(({ service: { name, log } }) => async () => {
    return [...(await log.heads())].map(([entity, head]) => `${name}/${entity}@${head}`)
  })
  return {
    loops,
    // The wall clock never stands still to be reached.
    lag: async () => [
      ...(await Promise.all(parts.map((part) => part.lag()))),
      await lagOf(
        'bus',
        () => bus.unpublished(),
        () => bus.failing(),
      ),
      ...(driven ? reached() : []),
    ],
    heads: async () => (await Promise.all(heads.map((headsOf) => headsOf()))).flat().join(' '),
  }
}
