import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttp } from '@ventanilla/http-kit'
import { createLogger, errorsOf, readConfig, routesOf, type Service, systemClock } from '@ventanilla/runtime'
import { composeIntake, intakeConfig } from '@ventanilla/service-intake/compose'
import { composeNotification, notificationConfig } from '@ventanilla/service-notification/compose'
import { composeReporting, reportingConfig } from '@ventanilla/service-reporting/compose'
import { composeRouting, routingConfig } from '@ventanilla/service-routing/compose'
import { composeSlaClock, slaClockConfig } from '@ventanilla/service-sla-clock/compose'
import { freshDatabase } from '@ventanilla/testing'
import { expect, it, onTestFinished } from 'vitest'
import { OWNERS } from '../src/gateway/owners.ts'

/** Every route of a service, hidden ones too. */
async function urlsOf(service: Service): Promise<string[]> {
  const verifier = { verify: async () => ({ client: 'a', subject: 'a', scopes: ['admin'] }) }
  const app = createHttp({ title: 'T', version: '1', verifier, errors: errorsOf([service]) })
  await app // its own pages come first
  const urls = new Set<string>()
  app.addHook('onRoute', ({ url }) => void urls.add(url))
  await app.register(routesOf(service, systemClock()))
  await app.close()
  return [...urls]
}

const ownerOf = (url: string) =>
  Object.entries(OWNERS)
    .filter(([path]) => url === path || url.startsWith(`${path}/`))
    .sort(([a], [b]) => b.length - a.length)[0]?.[1]

it('the gateway knows the owner of every route, and owns nothing that is no route', {
  timeout: 60_000,
}, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-owners-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const url = async (name: string) => {
    const database = await freshDatabase({ prefix: `owners_${name}` })
    onTestFinished(() => database.drop())
    return database.url
  }
  const environment = {
    VAULT_DATABASE_URL: await url('vault'),
    VAULT_MASTER_KEY_FILE: join(dir, 'vault.key'),
    FILES_DIR: join(dir, 'files'),
    SMTP_URL: 'smtp://127.0.0.1:1',
  }
  const shared = { clock: systemClock(), logger: createLogger({ level: 'silent' }) }
  const env = async (name: string) => ({
    ...environment,
    [`${name.toUpperCase().replace('-', '_')}_DATABASE_URL`]: await url(name.replace('-', '_')),
  })
  const services = [
    await composeIntake(readConfig(intakeConfig, await env('intake')), shared),
    await composeRouting(readConfig(routingConfig, await env('routing')), shared),
    await composeSlaClock(readConfig(slaClockConfig, await env('sla-clock')), shared),
    await composeNotification(readConfig(notificationConfig, await env('notification')), shared),
    await composeReporting(readConfig(reportingConfig, await env('reporting')), shared),
  ]
  const reached = new Set<string>()
  for (const service of services) {
    onTestFinished(() => service.close())
    const routes = await urlsOf(service)
    expect(routes.length, service.name).toBeGreaterThan(2)
    for (const route of routes) {
      expect(ownerOf(route), `${service.name} ${route}`).toBe(service.name)
      for (const path of Object.keys(OWNERS))
        if (route === path || route.startsWith(`${path}/`)) reached.add(path)
    }
  }
  expect([...reached].sort()).toEqual(Object.keys(OWNERS).sort())
})
