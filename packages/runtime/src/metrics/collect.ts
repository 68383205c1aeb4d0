import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Bus } from '@ventanilla/bus'
import { bounded } from '../bounded.ts'
import type { Check } from '../health.ts'
import type { Loop } from '../loop.ts'
import type { Service } from '../service.ts'
import type { Lag } from '../settle.ts'
import type { Metrics } from './registry.ts'

type Delay = ReturnType<typeof monitorEventLoopDelay>

/** What there is to be told of a run. */
export interface Told {
  loops: readonly Loop[]
  services: readonly Pick<Service, 'parked'>[]
  checks: readonly Check[]
  bus: Pick<Bus, 'unpublished'>
  lag(): Promise<Lag[]>
}

const LONGEST_MS = 5_000
const NANOSECONDS = 1e9

/** Puts the present numbers where they are read. What can't be told just now is absent, and the rest is there. */
export async function collect(metrics: Metrics, told: Told, delay: Delay): Promise<void> {
  ofTheProcess(metrics, delay)
  ofLoops(metrics, told.loops)
  ofPools(metrics, told.checks)
  const within = async (what: string, asking: Promise<void>) =>
    bounded(asking, LONGEST_MS, what).catch(() => undefined)
  await Promise.all([
    within('lag', ofParts(metrics, told)),
    within('unpublished', ofBus(metrics, told)),
    within('parked', ofParked(metrics, told)),
  ])
}

/** To be disabled when the run ends. */
export function watchDelay(): Delay {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  return delay
}

function ofTheProcess(metrics: Metrics, delay: Delay): void {
  const { rss, heapUsed } = process.memoryUsage()
  metrics.set('process_resident_memory_bytes', rss)
  metrics.set('nodejs_heap_used_bytes', heapUsed)
  metrics.set('process_start_time_seconds', performance.timeOrigin / 1_000)
  const { user, system } = process.cpuUsage()
  metrics.reach('process_cpu_seconds_total', (user + system) / 1e6)
  if (delay.count === 0) return
  const name = 'ventanilla_event_loop_delay_seconds'
  metrics.set(name, delay.percentile(50) / NANOSECONDS, { quantile: '0.5' })
  metrics.set(name, delay.percentile(99) / NANOSECONDS, { quantile: '0.99' })
  metrics.set(name, delay.max / NANOSECONDS, { quantile: '1' })
  delay.reset()
}

function ofLoops(metrics: Metrics, loops: readonly Loop[]): void {
  for (const { name, alive, failures, lastProgress } of loops) {
    const labels = { loop: name }
    metrics.set('ventanilla_loop_alive', alive() ? 1 : 0, labels)
    metrics.set('ventanilla_loop_failures', failures, labels)
    if (lastProgress !== undefined)
      metrics.set('ventanilla_loop_progress_age_seconds', (performance.now() - lastProgress) / 1_000, labels)
  }
}

function ofPools(metrics: Metrics, checks: readonly Check[]): void {
  for (const { name, connections } of checks)
    for (const [state, count] of Object.entries(connections?.() ?? {}))
      metrics.set('ventanilla_pool_connections', count, { pool: name, state })
}

async function ofParts(metrics: Metrics, { lag }: Told): Promise<void> {
  const parts = await lag()
  metrics.reset('ventanilla_behind')
  metrics.reset('ventanilla_failing')
  for (const { name, behind, failing } of parts) {
    metrics.set('ventanilla_behind', behind, { part: name })
    metrics.set('ventanilla_failing', failing === undefined ? 0 : 1, { part: name })
  }
}

async function ofBus(metrics: Metrics, { bus }: Told): Promise<void> {
  metrics.set('ventanilla_unpublished', await bus.unpublished())
}

async function ofParked(metrics: Metrics, { services }: Told): Promise<void> {
  const counts = (await Promise.all(services.map(({ parked }) => parked?.counts() ?? []))).flat()
  // Replayed or discarded, it is none, and no series says otherwise.
  metrics.reset('ventanilla_parked_cases')
  metrics.reset('ventanilla_parked_events')
  for (const { consumer, source, cases, events } of counts) {
    metrics.set('ventanilla_parked_cases', cases, { consumer, source })
    metrics.set('ventanilla_parked_events', events, { consumer, source })
  }
}
