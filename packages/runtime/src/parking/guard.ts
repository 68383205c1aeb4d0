import { casesInLog, createParking, type Subscription } from '@ventanilla/bus'
import type { BusinessClock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { Service } from '../service.ts'
import { isTransient } from './is-transient.ts'
import { reasonOf } from './reason.ts'

export interface Guarding {
  clock: BusinessClock
  logger: Logger
  /** How often a delivery fails before its cases are looked at one by one; five times when absent. */
  parkAfter?: number | undefined
}

/** A service's handler, which an event that can't be handled does not hold up for the other cases. */
export function guard(
  { log, parked }: Pick<Service, 'log' | 'parked'>,
  subscription: Pick<Subscription, 'consumer' | 'handle'>,
  { clock, logger, parkAfter }: Guarding,
): Subscription['handle'] {
  return createParking({
    ...{ consumer: subscription.consumer, log, isTransient, describe: reasonOf },
    handle: (delivery) => subscription.handle(delivery),
    cases: parked ?? casesInLog(log),
    now: () => clock.now(),
    ...(parkAfter !== undefined && { tries: parkAfter }),
    onParked({ consumer, source, key, reason }) {
      const line = { consumer, source, case: key }
      if (reason)
        logger.error({ ...line, reason }, 'event parked: its case waits until it is replayed or discarded')
      else logger.warn(line, 'event parked behind another of its case')
    },
  })
}
