import type { Delivery } from '@ventanilla/bus'
import type { PublicEvent } from '@ventanilla/contracts'
import type { Service } from './service.ts'

/** The service with a mistake in its program: what it hears of these events it can't handle. */
export function refusing(service: Service, refuses: (event: PublicEvent) => boolean): Service {
  const subscriptions = service.subscriptions.map((one) => ({
    ...one,
    async handle(delivery: Delivery) {
      if (delivery.events.some(refuses)) throw new TypeError('a mistake in the program')
      return one.handle(delivery)
    },
  }))
  return { ...service, subscriptions }
}
