import type { Relayed } from '@ventanilla/bus'
import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import type { BusinessClock } from './clock.ts'
import type { Nudges } from './nudges.ts'
import { createReach, type Reach } from './reach.ts'
import type { Service } from './service.ts'

/** A service that is about to run: what the others need of it before any loop starts. */
export interface Prepared {
  service: Service
  reach: Reach
  publisher: Relayed
}

export interface Preparing {
  clock: BusinessClock
  /** Whoever publishes within sight of this process. */
  reachable: ReadonlySet<ServiceName>
  /** Rung when a service may have got further in business time. */
  nudges: Nudges<ServiceName>
  /** Under the wall clock everything rises all the time, and polls are enough. */
  driven: boolean
}

const always = new AbortController().signal

export function prepare(service: Service, { clock, reachable, nudges, driven }: Preparing): Prepared {
  const { name, log, publications } = service
  const reach = createReach({
    clock,
    inputs: service.subscriptions.flatMap(({ consumer, from }) =>
      from
        .filter((source) => reachable.has(source) && isUpstream(source, name))
        .map((source) => inputName(consumer, source)),
    ),
    jobs: service.jobs.filter((job) => !job.housekeeping).map((job) => job.name),
    ...(driven ? { onRise: () => nudges.ring(name) } : {}),
  })
  const publisher = {
    name,
    publications,
    watermark: reach.instant,
    turn: () => always,
    log: heardOf(log, name, nudges),
  }
  return { service, reach, publisher }
}

export function inputName(consumer: string, source: ServiceName): string {
  return `${consumer} ← ${source}`
}

/**
 * Whether a service waits for the facts of another. What a later service tells an earlier one (a breach that
 * escalates a case) doesn't hold the earlier one back: each would wait for the other for ever.
 */
export function isUpstream(source: ServiceName, of: ServiceName): boolean {
  return SERVICES.indexOf(source) < SERVICES.indexOf(of)
}

// Who follows a publisher is woken by what it writes, and also when it has got further without writing anything.
function heardOf(log: EventLog, name: ServiceName, nudges: Nudges<ServiceName>): Relayed['log'] {
  return {
    read: (entity, after, limit) => log.read(entity, after, limit),
    heads: () => log.heads(),
    write: (entity, unit) => log.write(entity, unit),
    places: (consumer) => log.places(consumer),
    onWrite(listener) {
      const silences = [log.onWrite(listener), nudges.on(name, () => listener(''))]
      return () => {
        for (const silence of silences) silence()
      }
    },
  }
}
