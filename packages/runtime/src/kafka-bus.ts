import { SERVICES } from '@ventanilla/contracts'
import { z } from 'zod'
import type { BusinessClock } from './clock.ts'
import { ConfigError, commaList } from './config.ts'
import type { Logger } from './logger.ts'
import type { RunOptions } from './run-options.ts'
import { readSecret } from './secret-file.ts'

/** Where services that run apart hear each other. */
export const kafkaConfig = z.object({
  /** 'host:port', several with commas between; without it a service that runs alone hears nobody. */
  KAFKA_BROKERS: commaList.refine((list) => list.every((broker) => /^[^\s:]+:\d{1,5}$/.test(broker)), {
    error: 'debe ser host:puerto, o varios separados por comas',
  }),
  /** What topics and groups begin with. */
  KAFKA_PREFIX: z.string().default('ventanilla'),
  /** As many as the topics were created with. */
  KAFKA_PARTITIONS: z.coerce.number().int().min(1).optional(),
  KAFKA_TLS: z.enum(['yes', 'no']).default('no'),
  /** PEM, believed in the place of the public authorities; with it TLS goes without saying. */
  KAFKA_TLS_CA_FILE: z.string().optional(),
  KAFKA_SASL: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  KAFKA_USER: z.string().optional(),
  KAFKA_PASSWORD_FILE: z.string().optional(),
})

type KafkaConfig = z.output<typeof kafkaConfig>

export interface KafkaClient {
  clientId: string
  logger: Logger
}

/** The brokers of an environment and how to be let in, as `@ventanilla/bus/kafka` asks for them. */
export function kafkaAddress(config: KafkaConfig, { clientId, logger }: KafkaClient) {
  const [tls, sasl] = [tlsOf(config), saslOf(config)]
  return {
    ...{ brokers: config.KAFKA_BROKERS, prefix: config.KAFKA_PREFIX, clientId, logger },
    ...(tls !== undefined && { tls }),
    ...(sasl && { sasl }),
  }
}

function tlsOf({ KAFKA_TLS, KAFKA_TLS_CA_FILE }: KafkaConfig) {
  if (KAFKA_TLS_CA_FILE !== undefined) return { ca: readSecret('KAFKA_TLS_CA_FILE', KAFKA_TLS_CA_FILE) }
  return KAFKA_TLS === 'yes' ? true : undefined
}

/** @throws ConfigError when there is somebody to be and no password to show */
function saslOf({ KAFKA_SASL: mechanism, KAFKA_USER, KAFKA_PASSWORD_FILE }: KafkaConfig) {
  if (mechanism === undefined) return undefined
  const missing = Object.entries({ KAFKA_USER, KAFKA_PASSWORD_FILE }).filter(
    ([, value]) => value === undefined,
  )
  if (KAFKA_USER === undefined || KAFKA_PASSWORD_FILE === undefined)
    throw new ConfigError(missing.map(([variable]) => ({ variable, text: 'falta: KAFKA_SASL la pide' })))
  return { mechanism, username: KAFKA_USER, password: readSecret('KAFKA_PASSWORD_FILE', KAFKA_PASSWORD_FILE) }
}

/**
 * What has `run` carry events over Kafka; nothing where no brokers are given.
 * @param clock one that is somebody's to advance has that somebody wait for each watermark
 */
export async function kafkaBus(
  config: KafkaConfig,
  client: KafkaClient,
  clock: BusinessClock,
): Promise<Pick<RunOptions, 'openBus' | 'hears'>> {
  if (config.KAFKA_BROKERS.length === 0) return {}
  // Loaded here: who has no brokers needn't have the client.
  const { openKafkaBus } = await import('@ventanilla/bus/kafka')
  const address = kafkaAddress(config, client)
  return {
    hears: SERVICES,
    openBus: (publishers, startLoop) =>
      openKafkaBus({
        ...{ ...address, publishers, startLoop, clock },
        ...(config.KAFKA_PARTITIONS !== undefined && { partitions: config.KAFKA_PARTITIONS }),
        ...('onAdvance' in clock && { watermarkEveryMs: 0 }),
      }),
  }
}
