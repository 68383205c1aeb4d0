import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { type CheckReport, failureName, type HealthReport } from '@ventanilla/runtime'
import type { FastifyPluginAsync } from 'fastify'
import type { Dispatcher } from 'undici'
import { z } from 'zod'
import { mergeChecks, type Said } from './merge-checks.ts'
import type { Upstreams } from './upstreams.ts'

const PATIENCE_MS = 5_000
const status = z.enum(['pass', 'warn', 'fail'])
const reportSchema = z.object({
  status: z.enum(['pass', 'fail']),
  checks: z.array(z.object({ name: z.string(), status, detail: z.string().optional() })),
})

/**
 * `/livez` and `/readyz` of all that stands behind one address. A service is ready when one of its replicas is; what
 * is wrong with the others is shown as a warning. Every process that answers has to be alive.
 */
export function aggregatedHealth(
  upstreams: Upstreams,
  dispatcher: Dispatcher,
  draining: () => boolean,
): FastifyPluginAsync {
  const options = { config: { auth: 'public', rateLimit: false }, schema: { hide: true } } as const

  async function reports(path: string) {
    return Promise.all(
      SERVICES.map(async (name) => {
        const origins = upstreams[name].numbered()
        return { name, said: await Promise.all(origins.map((origin) => ask(dispatcher, origin, path))) }
      }),
    )
  }

  return async (app) => {
    app.get('/livez', options, async (_request, reply) => {
      const checks = (await reports('/livez')).flatMap(({ name, said }) =>
        mergeChecks(said).map((check) => named(name, check)),
      )
      return answer(checks, reply)
    })
    app.get('/readyz', options, async (_request, reply) => {
      const checks = (await reports('/readyz')).flatMap(({ name, said }) => readiness(name, said))
      const accepting: CheckReport = draining()
        ? { name: 'accepting', status: 'fail', detail: 'draining' }
        : { name: 'accepting', status: 'pass' }
      return answer([accepting, ...checks], reply)
    })
  }
}

function answer(
  checks: CheckReport[],
  reply: { code(status: number): { header(name: string, value: string): unknown } },
): HealthReport {
  const passes = checks.every((check) => check.status !== 'fail')
  reply.code(passes ? 200 : 503).header('cache-control', 'no-store')
  return { status: passes ? 'pass' : 'fail', checks }
}

function readiness(name: ServiceName, said: readonly Said[]): CheckReport[] {
  const isReady = said.some(({ status }) => status === 'pass')
  const live = said.filter(({ mute }) => mute === undefined)
  const [silent] = said.filter(({ mute }) => mute !== undefined)
  const count: CheckReport = {
    name: `${name} replicas`,
    status: live.length === 0 ? 'fail' : live.length < said.length ? 'warn' : 'pass',
    detail: live.length === 0 ? (silent?.mute ?? '0/0') : `${live.length}/${said.length}`,
  }
  const checks = mergeChecks(said).map((check) => named(name, check))
  // Another replica works: this is shown, and no reason to send work elsewhere.
  const shown = isReady
    ? checks.map((check) => (check.status === 'fail' ? { ...check, status: 'warn' as const } : check))
    : checks
  return [count, ...shown]
}

/** Every service says 'accepting'; a loop and a database name theirs already. */
const named = (service: ServiceName, check: CheckReport): CheckReport =>
  check.name.includes(service) ? check : { ...check, name: `${service} ${check.name}` }

async function ask(dispatcher: Dispatcher, origin: string | undefined, path: string): Promise<Said> {
  if (origin === undefined) return { status: 'fail', checks: [], mute: 'ended' }
  try {
    const { body } = await dispatcher.request({
      ...{ origin, path, method: 'GET', signal: AbortSignal.timeout(PATIENCE_MS) },
    })
    const { status: verdict, checks } = reportSchema.parse(await body.json())
    return {
      status: verdict,
      checks: checks.map(({ detail, ...check }) => ({ ...check, ...(detail !== undefined && { detail }) })),
    }
  } catch (error) {
    return { status: 'fail', checks: [], mute: failureName(error) }
  }
}
