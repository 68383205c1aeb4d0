import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { createProjector } from '@ventanilla/projections'
import { isDriven, type Service } from '@ventanilla/runtime'
import type { ReportingDeps } from './deps.ts'
import { asDriven, byTheWall } from './domain/alerts/telling.ts'
import { errors } from './errors.ts'
import { atRiskRoutes } from './http/at-risk.ts'
import { caseFileRoutes } from './http/case-files.ts'
import { declaredIndicatorRoutes } from './http/declared-indicators.ts'
import { earlyAlertRoutes } from './http/early-alerts.ts'
import { issueRoutes } from './http/extracts/issue.ts'
import { readExtractRoutes } from './http/extracts/read.ts'
import { followRoutes } from './http/follow.ts'
import { indicatorRoutes } from './http/indicators.ts'
import { sampleRoutes } from './http/samples.ts'
import { staffingRoutes } from './http/staffing.ts'
import { updatesRoutes } from './http/updates.ts'
import { worklistRoutes } from './http/worklist.ts'
import { earlyAlerts as earlyAlertsJob } from './jobs/early-alerts.ts'
import { publications } from './publications.ts'
import { caseFiles } from './queries/case-files/projection.ts'
import { earlyAlerts } from './queries/early-alerts/projection.ts'
import { extracts } from './queries/extracts/projection.ts'
import { createFeed } from './queries/updates/feed.ts'
import { announceWrites } from './reactions/announce.ts'
import { createHeard } from './reactions/heard.ts'
import { createJournal } from './reactions/journal.ts'

const CONSUMER = 'reporting'

/** Everybody else. */
const PUBLISHERS: readonly ServiceName[] = SERVICES.filter((name) => name !== 'reporting')

/** Keeps its own journal of what the others tell, and derives from it case files, indicators and extracts. */
export function createReporting(deps: ReportingDeps): Service {
  const { log, database, reached, logger, shared } = deps
  const feed = createFeed({ database, log, logger, channel: shared.channel })
  const heard = createHeard(log)
  const journal = createJournal(CONSUMER, log, heard.told)
  const files = createProjector({ database, log, projection: caseFiles })
  const issued = createProjector({ database, log, projection: extracts })
  const alerts = createProjector({ database, log, projection: earlyAlerts })
  const heardUpTo = new Map<ServiceName, string>()
  const silence = announceWrites(log, shared.channel)
  return {
    name: 'reporting',
    log,
    http: async (app) => {
      for (const routes of [
        worklistRoutes,
        atRiskRoutes,
        earlyAlertRoutes,
        staffingRoutes,
        indicatorRoutes,
        declaredIndicatorRoutes,
        sampleRoutes,
      ])
        await app.register(routes(deps))
      await app.register(followRoutes(deps))
      await app.register(caseFileRoutes(deps, { heard, files }))
      await app.register(updatesRoutes(deps, feed))
      for (const routes of [issueRoutes, readExtractRoutes]) await app.register(routes(deps))
    },
    errors,
    publications,
    subscriptions: [
      {
        consumer: CONSUMER,
        from: PUBLISHERS,
        handle: journal,
        // A watermark never goes back.
        onWatermark: (source, instant) => {
          reached.heard(source, instant)
          heardUpTo.set(source, instant)
        },
      },
    ],
    projectors: [files, issued, alerts],
    jobs: [
      earlyAlertsJob({
        ...{ database, log, calendarOf: deps.calendarOf, parameters: deps.risk },
        telling: isDriven(deps.clock) ? asDriven : byTheWall,
        heardUpTo: (source) => heardUpTo.get(source),
      }),
    ],
    checks: deps.checks,
    async close() {
      silence()
      await feed.close()
      await deps.close()
    },
  }
}
