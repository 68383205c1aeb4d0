import type { HttpRoutes } from '@ventanilla/http-kit'
import { createProjector } from '@ventanilla/projections'
import type { Check, Service } from '@ventanilla/runtime'
import type { IntakeDeps } from './deps.ts'
import { errors } from './errors.ts'
import { erasureRoutes } from './http/erasure-routes.ts'
import { type FileCheckLimits, fileCheckRoutes } from './http/file-check-routes.ts'
import { fileRoutes } from './http/file-routes.ts'
import { publicRoutes } from './http/public-routes.ts'
import { quarantineRoutes } from './http/quarantine-routes.ts'
import { readRoutes } from './http/read-routes.ts'
import { type UploadLimits, uploadRoutes } from './http/upload-routes.ts'
import { sweepFiles } from './jobs/sweep-files.ts'
import { sweepVault } from './jobs/sweep-vault.ts'
import { publications } from './publications.ts'
import { filings } from './queries/filings/projection.ts'

export interface IntakeOptions extends IntakeDeps {
  limits?: UploadLimits & FileCheckLimits
  checks: readonly Check[]
  close(): Promise<void>
}

/** Takes what comes in, gives it its number, and keeps persons apart from facts. Reacts to nobody. */
export function createIntake({ limits, checks, close, ...deps }: IntakeOptions): Service {
  const { database, log } = deps
  const projector = createProjector({ database, log, projection: filings })
  const http: HttpRoutes = async (app) => {
    await app.register(fileRoutes(deps))
    await app.register(publicRoutes(deps))
    await app.register(uploadRoutes(deps, limits))
    await app.register(fileCheckRoutes(deps, limits))
    await app.register(readRoutes(deps, projector))
    await app.register(quarantineRoutes(deps))
    await app.register(erasureRoutes(deps))
  }
  return {
    name: 'intake',
    log,
    http,
    errors,
    publications,
    subscriptions: [],
    projectors: [projector],
    jobs: [sweepVault(deps, projector), sweepFiles(deps)],
    checks,
    close,
  }
}
