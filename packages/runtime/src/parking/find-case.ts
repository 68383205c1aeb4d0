import {
  createRelease,
  type ParkedCase,
  parkingStream,
  type Release,
  type Waiting,
  waitingOf,
} from '@ventanilla/bus'
import { SERVICES } from '@ventanilla/contracts'
import { type Caller, problem } from '@ventanilla/http-kit'
import type { BusinessClock } from '../clock.ts'
import type { Service } from '../service.ts'
import { isTransient } from './is-transient.ts'
import { reasonOf } from './reason.ts'

export interface FoundCase {
  parked: ParkedCase
  stream: string
  entity: string
  /** In order; those that a replay has handled already are not among them. */
  waiting: readonly Waiting[]
  release: Release
}

export interface AskedCase {
  consumer: string
  source: string
  case: string
}

/** A parked case by its own facts. @throws ProblemError `parked-case-unknown`, `scope-missing` */
export async function findCase(
  { log, subscriptions }: Pick<Service, 'log' | 'subscriptions'>,
  clock: BusinessClock,
  caller: Caller,
  { consumer, source: publisher, case: key }: AskedCase,
): Promise<FoundCase> {
  const subscription = subscriptions.find((one) => one.consumer === consumer)
  const source = SERVICES.find((name) => name === publisher)
  if (!subscription || !source) throw problem('parked-case-unknown')
  const parked = { consumer, source, key }
  const stream = parkingStream(parked)
  const { entity, events } = await log.stream(stream)
  const all = waitingOf(events)
  if (entity === undefined || all.length === 0) throw problem('parked-case-unknown')
  if (caller.entity !== undefined && caller.entity !== entity)
    throw problem('scope-missing', { detail: 'El token es de otra entidad.' })
  const replayed = await log.place(consumer, stream)
  const release = createRelease({
    ...{ log, isTransient, describe: reasonOf, now: () => clock.now() },
    handle: (delivery) => subscription.handle(delivery),
  })
  return { ...{ parked, stream, entity, release }, waiting: all.filter(({ version }) => version > replayed) }
}
