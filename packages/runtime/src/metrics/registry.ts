import { type Counter, Gauge, Histogram, Counter as NewCounter, Registry } from 'prom-client'
import { definitions, type MetricName } from './definitions.ts'

/** Up to what a person waits for, and what an upload may take. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60]

type Labels = Readonly<Record<string, string | number>>
type NameOf<Kind> = {
  [Name in MetricName]: (typeof definitions)[Name]['kind'] extends Kind ? Name : never
}[MetricName]

/** The numbers of one run, apart from those of any other in the process. */
export interface Metrics {
  set(name: NameOf<'gauge'>, value: number, labels?: Labels): void
  /** Forgets what a gauge said of labels that are no longer there. */
  reset(name: NameOf<'gauge'>): void
  /** What a counter has reached; it never goes back. */
  reach(name: NameOf<'counter'>, total: number): void
  observe(name: NameOf<'histogram'>, value: number, labels: Labels): void
  text(): Promise<string>
  readonly contentType: string
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const gauges = new Map<string, Gauge>()
  const counters = new Map<string, Counter>()
  const histograms = new Map<string, Histogram>()
  const reached = new Map<string, number>()
  for (const [name, { kind, help, labels }] of Object.entries(definitions)) {
    const how = { name, help, labelNames: [...labels], registers: [registry] }
    if (kind === 'gauge') gauges.set(name, new Gauge(how))
    else if (kind === 'counter') counters.set(name, new NewCounter(how))
    else histograms.set(name, new Histogram({ ...how, buckets: BUCKETS }))
  }
  return {
    set: (name, value, labels = {}) => gauges.get(name)?.set({ ...labels }, value),
    reset: (name) => gauges.get(name)?.reset(),
    reach(name, total) {
      const before = reached.get(name) ?? 0
      if (total > before) counters.get(name)?.inc(total - before)
      reached.set(name, Math.max(before, total))
    },
    observe: (name, value, labels) => histograms.get(name)?.observe({ ...labels }, value),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
