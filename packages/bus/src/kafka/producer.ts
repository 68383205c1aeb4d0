import type { Kafka, ProducerRecord, RecordMetadata } from 'kafkajs'

/**
 * Sends with one request on its way at a time, so that what was sent first lies first. It relies on no idempotence of
 * the client: whoever reads knows a repeat.
 */
export interface Sender {
  /** To the partition that each message names, acknowledged by all replicas in sync. Connects when first used. */
  send(record: Omit<ProducerRecord, 'acks'>): Promise<RecordMetadata[]>
  close(): Promise<void>
}

export function openSender(client: Kafka): Sender {
  const producer = client.producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    // Whether a failed request went through is for the relay to find out, before anything is sent again.
    retry: { retries: 0 },
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
  })
  let connecting: Promise<void> | undefined
  return {
    async send(record) {
      connecting ??= producer.connect()
      try {
        await connecting
      } catch (error) {
        connecting = undefined
        throw error
      }
      return producer.send({ ...record, acks: -1 })
    },
    close: () => producer.disconnect(),
  }
}
