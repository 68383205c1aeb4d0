import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { createProjector } from '@ventanilla/projections'
import type { Presence } from '@ventanilla/redis'
import type { BusinessClock, Check, Logger, ParkedModel, Service } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import type { Definitions } from './domain/definitions.ts'
import { errors } from './errors.ts'
import { assignmentRoutes } from './http/assignments.ts'
import { changeRoutes } from './http/changes.ts'
import { conformanceRoutes } from './http/conformance.ts'
import { diagramRoutes } from './http/diagrams.ts'
import { formRoutes } from './http/forms.ts'
import { improvementRoutes } from './http/improvement.ts'
import { changesOfAction } from './http/improvement-changes.ts'
import { linkRoutes } from './http/links.ts'
import { migrationRoutes } from './http/migrations.ts'
import { moveRoutes } from './http/moves.ts'
import { officerRoutes } from './http/officers.ts'
import { procedureRoutes } from './http/procedures.ts'
import { readRoutes } from './http/reads.ts'
import { reassignmentRoutes } from './http/reassignments.ts'
import { similarRoutes } from './http/similar.ts'
import { taskRoutes } from './http/tasks.ts'
import { viewerRoutes } from './http/viewers.ts'
import { distributeCases } from './jobs/distribute-cases.ts'
import { fireDueMoves } from './jobs/fire-due-moves.ts'
import { moveBatches } from './jobs/move-batches.ts'
import { redistributeAbsent } from './jobs/redistribute-absent.ts'
import { sweepTexts } from './jobs/sweep-texts.ts'
import { publications } from './publications.ts'
import { cases } from './queries/cases/projection.ts'
import { dueMoves } from './queries/due-moves/projection.ts'
import { improvementActions } from './queries/improvement/projection.ts'
import { notOpened } from './queries/not-opened/projection.ts'
import { officers } from './queries/officers/projection.ts'
import { reassignments } from './queries/reassignments/projection.ts'
import { dismissed } from './queries/similar/dismissed.ts'
import { similar } from './queries/similar/projection.ts'
import { tasks } from './queries/tasks/projection.ts'
import { formRefs, noteRefs, textRefs } from './queries/texts/projection.ts'
import { onFacts } from './reactions/facts.ts'

export interface RoutingDeps {
  database: Database
  log: EventLog
  vault: Vault
  /** Cases with an event that could not be handled here. */
  parked: ParkedModel
  clock: BusinessClock
  definitions: Definitions
  logger: Logger
  /** Who looks at which case, of this process or of its replicas. */
  presence: Presence
  /** The wall clock, ISO: for what has nothing to do with business time. */
  wall(): string
  checks: readonly Check[]
  /** Gives back what was opened to make these. */
  close(): Promise<void>
}

/** Opens each case under its procedure, assigns it, and moves it until it ends. */
export function createRouting(deps: RoutingDeps): Service {
  const { database, log, definitions } = deps
  const due = createProjector({ database, log, projection: dueMoves(definitions) })
  const held = createProjector({ database, log, projection: cases })
  const staff = createProjector({ database, log, projection: officers })
  const batches = createProjector({ database, log, projection: reassignments })
  const lists = [
    ...[held, staff, batches],
    ...[notOpened, improvementActions].map((projection) => createProjector({ database, log, projection })),
  ]
  const alike = [similar, dismissed, tasks].map((projection) =>
    createProjector({ database, log, projection }),
  )
  const refs = [noteRefs, textRefs, formRefs].map((projection) =>
    createProjector({ database, log, projection }),
  )
  return {
    name: 'routing',
    log,
    http: async (app) => {
      await app.register(changeRoutes(deps))
      await app.register(assignmentRoutes(deps))
      await app.register(readRoutes(deps))
      await app.register(formRoutes(deps))
      await app.register(moveRoutes(deps))
      await app.register(officerRoutes(deps))
      await app.register(reassignmentRoutes(deps))
      await app.register(viewerRoutes(deps))
      await app.register(procedureRoutes(definitions))
      await app.register(diagramRoutes(definitions))
      await app.register(conformanceRoutes(deps))
      await app.register(migrationRoutes(deps))
      await app.register(similarRoutes(deps))
      await app.register(taskRoutes(deps))
      await app.register(linkRoutes(deps))
      await app.register(improvementRoutes(deps))
      await app.register(changesOfAction(deps))
    },
    errors,
    publications,
    subscriptions: [onFacts(deps)],
    projectors: [...lists, ...alike, ...refs, due],
    jobs: [
      fireDueMoves({ ...deps, projector: due }),
      distributeCases({ ...deps, projectors: [held, staff] }),
      redistributeAbsent({ ...deps, staff, held }),
      moveBatches({ ...deps, projector: batches }),
      sweepTexts({ ...deps, projectors: refs }),
    ],
    checks: deps.checks,
    close: deps.close,
  }
}
