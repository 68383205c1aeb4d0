interface Definition {
  kind: 'gauge' | 'counter' | 'histogram'
  help: string
  labels: readonly string[]
}

/**
 * Every number that a process tells of itself. Labels are names of ours (loops, consumers, services, patterns of
 * routes): never a value that somebody sent, nor anything of a person.
 */
export const definitions = {
  ventanilla_loop_alive: {
    kind: 'gauge',
    help: '1 while the loop turns, 0 when a step of it hangs.',
    labels: ['loop'],
  },
  ventanilla_loop_failures: {
    kind: 'gauge',
    help: 'Failures in a row of the loop; 0 when its last step went well.',
    labels: ['loop'],
  },
  ventanilla_loop_progress_age_seconds: {
    kind: 'gauge',
    help: 'Seconds since a step of the loop last did something; absent until one has.',
    labels: ['loop'],
  },
  ventanilla_behind: {
    kind: 'gauge',
    help: 'Events or tasks that wait for a consumer, a read model, a job or the relay.',
    labels: ['part'],
  },
  ventanilla_failing: {
    kind: 'gauge',
    help: '1 while a consumer, a read model, a job or the relay is stuck on an error, else 0.',
    labels: ['part'],
  },
  ventanilla_unpublished: {
    kind: 'gauge',
    help: 'Facts of this process that no other can hear yet; 0 where subscribers read the logs.',
    labels: [],
  },
  ventanilla_parked_cases: {
    kind: 'gauge',
    help: 'Cases that wait because an event of theirs could not be handled.',
    labels: ['consumer', 'source'],
  },
  ventanilla_parked_events: {
    kind: 'gauge',
    help: 'Events of parked cases that wait.',
    labels: ['consumer', 'source'],
  },
  ventanilla_pool_connections: {
    kind: 'gauge',
    help: 'Connections to a database by state (busy, idle), and requests that wait for one (waiting).',
    labels: ['pool', 'state'],
  },
  ventanilla_http_request_duration_seconds: {
    kind: 'histogram',
    help: 'Seconds until an answer was sent, by the pattern of its route; none where no route took it.',
    labels: ['method', 'route', 'status'],
  },
  ventanilla_event_loop_delay_seconds: {
    kind: 'gauge',
    help: 'How late timers of the process come since it was last asked: median, 99th percentile, longest.',
    labels: ['quantile'],
  },
  process_resident_memory_bytes: { kind: 'gauge', help: 'Memory that the process holds.', labels: [] },
  nodejs_heap_used_bytes: { kind: 'gauge', help: 'Heap of JavaScript in use.', labels: [] },
  process_cpu_seconds_total: {
    kind: 'counter',
    help: 'Seconds of processor time, of the user and of the system.',
    labels: [],
  },
  process_start_time_seconds: {
    kind: 'gauge',
    help: 'When the process began, seconds since 1970.',
    labels: [],
  },
} as const satisfies Record<string, Definition>

export type MetricName = keyof typeof definitions

/** The rows of the reference, one a metric. */
export function metricRows(): string[] {
  return Object.entries(definitions).map(([name, { kind, labels, help }]) => {
    const told = labels.map((label) => `\`${label}\``).join(', ')
    return `| \`${name}\` | ${kind} | ${told} | ${help} |`
  })
}
