import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { bounded } from './bounded.ts'
import type { Loop } from './loop.ts'
import { failureName } from './safe-error.ts'

/**
 * One thing that has to hold before work is sent here. `probe` throws, or says false, when it doesn't; it holds with
 * true, or with a word on how.
 */
export interface Check {
  name: string
  probe(): Promise<boolean | string> | boolean | string
  /** Shown when it doesn't hold, and work is sent here all the same. */
  optional?: boolean
  /** What it passes in spite of, as a word for a machine; undefined when all is well. */
  warning?(): string | undefined
  /** Of the database that it looks at, for who counts. */
  connections?(): { busy: number; idle: number; waiting: number }
  /** Asked every few seconds. @throws an error with an `exitCode` when this process must not go on */
  guard?(): Promise<void>
}

export interface CheckReport {
  name: string
  /** `warn`: it works, in spite of what `detail` says. */
  status: 'pass' | 'warn' | 'fail'
  /** A machine's word on it (a code, a class, a count); no values and no personal data. */
  detail?: string
}

export interface HealthReport {
  status: 'pass' | 'fail'
  checks: CheckReport[]
}

export interface Health {
  /** The process turns and so does each of its loops: otherwise it should be started again. */
  live(): HealthReport
  /** Every check passes, no loop fails over and over, and it isn't draining: otherwise send work elsewhere. */
  ready(): Promise<HealthReport>
  /** From here on it isn't ready, whatever the checks say. */
  draining(): void
  readonly plugin: FastifyPluginAsync
}

export interface HealthOptions {
  loops: readonly Loop[]
  /** Those of them that may fail without a reason to send work elsewhere. */
  optional?: ReadonlySet<Loop>
  checks: readonly Check[]
  /** A check that takes longer fails, milliseconds. */
  timeoutMs?: number
}

// A deadlock, a restart of the database, and an event that is tried until its case is parked are the loop's own matter;
// from here on it isn't passing.
const FAILURES_BEFORE_UNREADY = 5

export function createHealth({
  loops,
  optional = new Set(),
  checks,
  timeoutMs = 2_000,
}: HealthOptions): Health {
  let draining = false

  const health = {
    live: () => report(loops.map((loop) => verdict(`loop ${loop.name}`, loop.alive(), 'stalled'))),
    async ready() {
      const probed = await Promise.all(checks.map((check) => run(check, timeoutMs)))
      const turning = loops.map((loop) =>
        softened(
          verdict(`loop ${loop.name}`, loop.failures < FAILURES_BEFORE_UNREADY, loop.failing),
          optional.has(loop),
        ),
      )
      return report([verdict('accepting', !draining, 'draining'), ...probed, ...turning])
    },
    draining() {
      draining = true
    },
  }
  return { ...health, plugin: routes(health) }
}

function routes(health: Pick<Health, 'live' | 'ready'>): FastifyPluginAsync {
  const options = {
    config: { auth: 'public', rateLimit: false },
    schema: { hide: true },
  } as const
  return async (app) => {
    app.get('/livez', options, async (_request, reply) => answer(reply, health.live()))
    app.get('/readyz', options, async (_request, reply) => answer(reply, await health.ready()))
  }
}

function answer(reply: FastifyReply, report: HealthReport): FastifyReply {
  const status = report.status === 'pass' ? 200 : 503
  return reply.code(status).header('cache-control', 'no-store').send(report)
}

async function run(check: Check, timeoutMs: number): Promise<CheckReport> {
  return softened(await probed(check, timeoutMs), check.optional)
}

function softened(report: CheckReport, optional = false): CheckReport {
  return optional && report.status === 'fail' ? { ...report, status: 'warn' } : report
}

async function probed({ name, probe, warning }: Check, timeoutMs: number): Promise<CheckReport> {
  try {
    const passes = await bounded(Promise.resolve().then(probe), timeoutMs, name)
    const detail = passes ? warning?.() : undefined
    return detail === undefined ? verdict(name, passes) : { name, status: 'warn', detail }
  } catch (error) {
    return verdict(name, false, failureName(error))
  }
}

function verdict(name: string, passes: boolean | string, detail?: string): CheckReport {
  if (typeof passes === 'string') return { name, status: 'pass', detail: passes }
  if (passes) return { name, status: 'pass' }
  return { name, status: 'fail', ...(detail ? { detail } : {}) }
}

function report(checks: CheckReport[]): HealthReport {
  return { status: checks.some(({ status }) => status === 'fail') ? 'fail' : 'pass', checks }
}
