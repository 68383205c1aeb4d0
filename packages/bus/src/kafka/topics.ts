import type { ServiceName } from '@ventanilla/contracts'

/** How many parts a topic is cut into when nobody says: a consumer's replicas share them, a case stays in one. */
export const DEFAULT_PARTITIONS = 6

/** What everything of an installation is called on its brokers. */
export interface TopicNames {
  /** 'ventanilla.sla-clock': all public events of a service, key = case, kept for ever. */
  of(service: ServiceName): string
  /** Where every publisher says how far it has got; the last word of each is kept. */
  watermarks: string
  /** A consumer's group: it shares out partitions, and says nothing of where anybody stands. */
  group(consumer: string): string
}

/** @param prefix another one for a second installation on the same brokers */
export function topicNames(prefix = 'ventanilla'): TopicNames {
  return {
    of: (service) => `${prefix}.${service}`,
    watermarks: `${prefix}.watermarks`,
    group: (consumer) => `${prefix}.${consumer}`,
  }
}
