import kafkajs, { type Kafka, type KafkaConfig, type SASLOptions } from 'kafkajs'
import { registerCodecs } from './codecs.ts'
import { patientLog } from './patient-log.ts'
import { mendRequestQueue } from './request-queue.ts'

/** Where the brokers are, and how to be let in. */
export interface KafkaAddress {
  /** 'host:port' of one or more brokers; the others are found through them. */
  brokers: readonly string[]
  clientId: string
  /** What topics and groups begin with: 'ventanilla'. */
  prefix?: string
  /** With `ca`, PEM: believed in the place of the public authorities. */
  tls?: boolean | { ca: string }
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string }
  logger: BusLogger
}

/** What is said of a bus goes here; a pino logger is one. */
export type BusLogger = Record<'debug' | 'info' | 'warn' | 'error', (about: object, text: string) => void>

const { Kafka: Client, logLevel } = kafkajs

const PATIENCE = {
  connectionTimeout: 3_000,
  requestTimeout: 10_000,
  retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
}

/**
 * A client that gives up soon: who uses it tries again, with a growing wait, and says so.
 * @param patience how long is waited for a connection and an answer, and how often it is tried again
 */
export function kafkaClient(
  { brokers, clientId, tls, sasl, logger }: KafkaAddress,
  patience: Pick<KafkaConfig, 'connectionTimeout' | 'requestTimeout' | 'retry'> = PATIENCE,
): Kafka {
  registerCodecs()
  mendRequestQueue()
  const tell = patientLog(logger)
  return new Client({
    clientId,
    brokers: [...brokers],
    ...(tls && { ssl: tls === true ? true : { ca: [tls.ca] } }),
    ...(sasl && { sasl: sasl as SASLOptions }),
    ...patience,
    logLevel: logLevel.INFO,
    logCreator: () => tell,
  })
}
