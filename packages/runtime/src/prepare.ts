import type { Relayed } from '@ventanilla/bus'
import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import type { BusinessClock } from './clock.ts'
import type { Nudges } from './nudges.ts'
import { createReach, type Reach } from './reach.ts'
import { createMembership, type Membership } from './replicas/membership.ts'
import type { Service } from './service.ts'

/** A service that is about to run: what the others need of it before any loop starts. */
export interface Prepared {
  service: Service
  reach: Reach
  publisher: Relayed
  /** Absent where there is only this process. */
  membership?: Membership
  /** Undefined while some work is another process'; aborts when it is no longer ours. */
  turn(work: string): AbortSignal | undefined
}

export interface Preparing {
  clock: BusinessClock
  /** Whoever publishes within sight of this process. */
  reachable: ReadonlySet<ServiceName>
  /** Rung when a service may have got further in business time. */
  nudges: Nudges<ServiceName>
  /** Under the wall clock everything rises all the time, and polls are enough. */
  driven: boolean
  /** No other process runs the service. */
  sole?: boolean | undefined
}

const always = new AbortController().signal

export function prepare(service: Service, preparing: Preparing): Prepared {
  const { name, log, publications } = service
  const { clock, reachable, nudges, driven, sole } = preparing
  const replicated = sole ? undefined : service.replicated
  const reach = createReach({
    clock,
    inputs: service.subscriptions.flatMap(({ consumer, from }) =>
      from
        .filter((source) => reachable.has(source) && isUpstream(source, name))
        .map((source) => inputName(consumer, source)),
    ),
    jobs: service.jobs.filter((job) => !job.housekeeping).map((job) => jobName(job.name)),
    shared: replicated !== undefined,
    ...(driven ? { onRise: () => nudges.ring(name) } : {}),
  })
  const membership = replicated && memberOf(service, replicated, reach, () => nudges.ring(name))
  const turn: Prepared['turn'] = membership ? membership.turn : () => always
  return {
    ...{ service, reach, turn, ...(membership && { membership }) },
    publisher: {
      ...{ name, publications, log: heardOf(log, name, nudges) },
      watermark: reach.instant,
      turn: () => turn(RELAY),
    },
  }
}

const RELAY = 'relay'

export function inputName(consumer: string, source: ServiceName): string {
  return `${consumer} ← ${source}`
}

export function jobName(job: string): string {
  return `job ${job}`
}

function memberOf(
  { jobs }: Service,
  { replicas, gate }: NonNullable<Service['replicated']>,
  reach: Reach,
  onTurn: () => void,
): Membership {
  const work = [RELAY, ...jobs.map(({ name }) => jobName(name))]
  const membership = createMembership({ replicas, work, reach, onTurn })
  gate.openWhile(membership.standing, membership.failure)
  return membership
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
