import type { ServiceName } from '@ventanilla/contracts'
import { createProjector } from '@ventanilla/projections'
import type { Service } from '@ventanilla/runtime'
import type { SlaClockDeps } from './deps.ts'
import { errors } from './errors.ts'
import { activationRoutes } from './http/activation-routes.ts'
import { calendarRoutes } from './http/calendar-routes.ts'
import { certificateRoutes } from './http/certificate-routes.ts'
import { clockRoutes } from './http/clock-routes.ts'
import { extensionRoutes } from './http/extension-routes.ts'
import { termWhatIfRoutes } from './http/term-what-if-routes.ts'
import { whatIfRoutes } from './http/what-if-routes.ts'
import { reachMarks } from './jobs/reach-marks.ts'
import { recountClocks } from './jobs/recount-clocks.ts'
import { sweepReasons } from './jobs/sweep-reasons.ts'
import { publications } from './publications.ts'
import { clocksProjection } from './queries/clocks/projection.ts'
import { reasonsProjection } from './queries/reasons/projection.ts'
import { createHearCases } from './reactions/hear-cases.ts'

const consumer = 'sla-clock'

/** Runs every term of every case: starts it, stops it, lengthens it, tells what it reaches, and says why. */
export function createSlaClock(deps: SlaClockDeps): Service {
  const { database, log } = deps
  const clocks = createProjector({ database, log, projection: clocksProjection })
  const reasons = createProjector({ database, log, projection: reasonsProjection })
  const heard = new Map<ServiceName, string>()
  const heardUpTo = (source: ServiceName) => heard.get(source)
  return {
    name: 'sla-clock',
    log,
    http: async (app) => {
      await app.register(clockRoutes(deps))
      await app.register(certificateRoutes(deps))
      await app.register(extensionRoutes(deps))
      await app.register(calendarRoutes(deps))
      await app.register(whatIfRoutes(deps))
      await app.register(termWhatIfRoutes(deps))
      await app.register(activationRoutes(deps))
    },
    errors,
    publications,
    subscriptions: [
      {
        consumer,
        from: deps.hearsLetters ? ['routing', 'notification'] : ['routing'],
        handle: createHearCases({ ...deps, consumer }),
        // A watermark never goes back.
        onWatermark: (source, instant) => {
          heard.set(source, instant)
        },
      },
    ],
    projectors: [clocks, reasons],
    jobs: [
      reachMarks({ ...deps, clocks, heardUpTo }),
      recountClocks({ ...deps, consumer, heardUpTo }),
      sweepReasons({ ...deps, reasons }),
    ],
    checks: deps.checks,
    close: deps.close,
  }
}
