import type { ErrorCatalog, HttpRoutes } from '@ventanilla/http-kit'
import type { BusinessClock } from './clock.ts'
import { errors as parkedErrors } from './parking/errors.ts'
import { parkedRoutes } from './parking/routes.ts'
import type { Service } from './service.ts'

/** The routes of a service: its own, and those that every service with subscriptions has. */
export function routesOf(service: Service, clock: BusinessClock): HttpRoutes {
  return async (app) => {
    await app.register(service.http)
    if (service.parked) await app.register(parkedRoutes(service, service.parked, clock))
  }
}

/** What the routes of these services may answer. */
export function errorsOf(services: readonly Service[]): ErrorCatalog[] {
  return [parkedErrors, ...services.map(({ errors }) => errors)]
}
