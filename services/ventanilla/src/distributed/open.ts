import type { ChildProcess } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createTopics, PartitionsChanged } from '@ventanilla/bus/kafka'
import { SERVICES } from '@ventanilla/contracts'
import {
  addressOf,
  type Environment,
  kafkaAddress,
  kafkaConfig,
  type Logger,
  readConfig,
} from '@ventanilla/runtime'
import { environmentOf } from '../compose-services.ts'
import { createGateway } from '../gateway/gateway.ts'
import { createUpstreams } from '../gateway/upstreams.ts'
import { otherPartitions } from '../given-servers.ts'
import { AUDIENCE, createIdentity, type Identity } from '../identity/index.ts'
import { unlessBroken } from '../unless-broken.ts'
import { openStores } from './stores.ts'
import { supervise } from './supervisor.ts'

export interface DistributedTopology {
  dataDir: string
  calendars: readonly string[]
  smtpUrl: string
  host: string
  port: number
  /** Address by which others reach the gateway, when it stands behind a proxy. */
  publicUrl?: string
  /** Entity that new clients of the issuer are bound to. */
  entity?: string
  /** Issues tokens itself, whatever OIDC_ISSUER says. */
  ownIssuer?: true
  /** Processes of each service. */
  replicas: number
  logger: Logger
  /** More for the environment of the services. */
  environment?: Environment
  onProgress: (text: string) => void
  /** A process of a service was started, or started again. */
  onStart?: (name: string, child: ChildProcess) => void
  /** Breaks the opening off: what was started ends, and it rejects. */
  broken?: AbortSignal
}

export interface Distributed extends AsyncDisposable {
  /** Of the gateway. */
  address: string
  /** The issuer that answers there; undefined when OIDC_ISSUER names another. */
  identity: Identity | undefined
  /** What every service is given, for who looks into the databases. */
  environment: Environment
}

/** A process for each service, with what they stand on, behind one address. Resolves once all of them serve. */
export async function openDistributed(topology: DistributedTopology): Promise<Distributed> {
  const { logger, onProgress, replicas } = topology
  const dataDir = resolve(topology.dataDir)
  await mkdir(dataDir, { recursive: true })
  await using undo = new AsyncDisposableStack()
  const stores = undo.use(await openStores({ dataDir, environment: process.env, logger, onProgress }))
  topology.broken?.throwIfAborted()
  const kafka = readConfig(kafkaConfig, { ...process.env, KAFKA_BROKERS: stores.brokers })
  await createTopics({
    ...kafkaAddress(kafka, { clientId: 'ventanilla-up', logger }),
    services: SERVICES,
    ...(kafka.KAFKA_PARTITIONS !== undefined && { partitions: kafka.KAFKA_PARTITIONS }),
  }).catch((error: unknown) => {
    if (!(error instanceof PartitionsChanged)) throw error
    throw new Error(otherPartitions(error, 'KAFKA_PARTITIONS='), { cause: error })
  })

  const upstreams = createUpstreams()
  const given = !topology.ownIssuer && process.env.OIDC_ISSUER
  const identity = given ? undefined : await issuerOf(topology, dataDir)
  const gateway = createGateway({
    upstreams,
    logger: logger.child({ service: 'gateway' }),
    rateLimits: {},
    ...(identity && { plugins: [identity.plugin] }),
  })
  // It closes first: no request comes in any more while the services finish theirs.
  await gateway.listen({ host: topology.host, port: topology.port })
  const address = addressOf(gateway.server)
  const environment: Environment = {
    ...environmentOf({ ...topology, dataDir }, stores.postgres),
    ...{ KAFKA_BROKERS: stores.brokers, REDIS_URL: stores.redisUrl, TRUSTED_PROXIES: '127.0.0.1' },
    ...{ LOG_LEVEL: logger.level, OIDC_AUDIENCE: AUDIENCE },
    ...(identity && { OIDC_ISSUER: identity.issuer(), OIDC_JWKS_URI: `${address}/oidc/jwks` }),
    ...topology.environment,
  }
  onProgress(`Se inician ${SERVICES.length * replicas} procesos, ${replicas} de cada servicio…`)
  const supervisor = undo.use(
    supervise(
      SERVICES.map((service) => ({ service, replicas, environment })),
      {
        logger,
        say: (line) => process.stderr.write(`${line}\n`),
        onAddresses: (service, origins) => upstreams[service].set(origins),
        ...(topology.onStart && { onStart: topology.onStart }),
      },
    ),
  )
  undo.defer(() => gateway.close())
  await (topology.broken ? unlessBroken(topology.broken, supervisor.ready) : supervisor.ready)
  const all = undo.move()
  return { address, identity, environment, [Symbol.asyncDispose]: () => all.disposeAsync() }
}

function issuerOf({ publicUrl, entity, logger }: DistributedTopology, dataDir: string): Promise<Identity> {
  return createIdentity({
    dir: join(dataDir, 'identity'),
    logger,
    ...(publicUrl !== undefined && { publicUrl }),
    ...(entity !== undefined && { entity }),
  })
}
