import { openDirectBus } from '@ventanilla/bus'
import { memoryLog } from '@ventanilla/event-log/memory'
import { serveIssuer } from '@ventanilla/http-kit/testing'
import { type BusinessClock, createLogger, run } from '@ventanilla/runtime'
import { composeSlaClock, slaClockConfig } from '@ventanilla/service-sla-clock/compose'

/** What its starter says: from now on it is so late, and everything was told up to each moment. */
export interface ItIs {
  instant: string
}

// The service as it is deployed, in a process of its own: HTTP, loops, job, relay, and behind the others of its
// machine. Only those whom it hears are played: they say nothing more, and that they have said all.
let said = { instant: Date.parse(process.argv[2] ?? ''), at: performance.now() }
const clock: BusinessClock = {
  now: () => new Date(said.instant + performance.now() - said.at).toISOString(),
}
const logger = createLogger({ level: 'error' })
const service = await composeSlaClock(slaClockConfig.parse(process.env), { clock, logger })
const issuer = await serveIssuer('bench')
const others = service.subscriptions.flatMap(({ from }) =>
  from.map((name) => ({ name, log: memoryLog(), publications: () => undefined, watermark: clock.now })),
)
const running = await run([service], {
  http: { title: 'Términos', version: '0.1.0', verifier: issuer.verifier },
  givesWay: true,
  ...{ port: 0, clock, logger, hears: others.map(({ name }) => name) },
  openBus: (own, startLoop) => openDirectBus({ publishers: [...own, ...others], startLoop }),
})
process.on('message', ({ instant }: ItIs) => {
  said = { instant: Date.parse(instant), at: performance.now() }
})
process.on('disconnect', async () => {
  await running.close()
  await issuer[Symbol.asyncDispose]()
})
process.send?.({ type: 'serving' })
