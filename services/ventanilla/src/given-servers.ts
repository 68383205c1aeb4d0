import { once } from 'node:events'
import { connect } from 'node:net'
import type { KafkaAddress, PartitionsChanged } from '@ventanilla/bus/kafka'
import type { BadInput } from './cli/bad-input.ts'

/** Nobody answers where a server was said to be; `message` tells the operator, in Spanish, what to look at. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable'
  /** What said where it is: 'KAFKA_BROKERS'. */
  readonly variable: string

  constructor(variable: string, message: string) {
    super(message)
    this.variable = variable
  }
}

/** What is told when a verb has no server to look into; undefined when the error is another. */
export function badServer(error: unknown): BadInput | undefined {
  if (error instanceof ServerUnreachable)
    return { code: 'server-unreachable', field: error.variable, detail: error.message }
  // By its name: a verb that only counts days needn't load what starts servers.
  if (!(error instanceof Error && error.name === 'EmbeddedPostgresError' && 'code' in error)) return undefined
  return { code: String(error.code), field: 'data', detail: error.message }
}

const PATIENCE_MS = 3_000

/** @param variable what named the brokers @throws ServerUnreachable within seconds */
export async function assertKafka(address: KafkaAddress, variable = 'KAFKA_BROKERS'): Promise<void> {
  // Loaded here: who has no brokers needn't have the client.
  const { assertReachable, BrokersUnreachable } = await import('@ventanilla/bus/kafka')
  try {
    await assertReachable(address)
  } catch (error) {
    if (!(error instanceof BrokersUnreachable)) throw error
    const where = error.tried.map(({ broker, code }) => `${broker} (${code})`).join(', ')
    throw new ServerUnreachable(
      variable,
      `Kafka no responde en ${where}. Revise que esté encendido, que ${variable} diga su dirección (host:puerto) y, si pide TLS o contraseña, KAFKA_TLS y KAFKA_SASL.`,
    )
  }
}

/** What is told of topics that are there with another number of partitions. @param setting what asks for the number */
export const otherPartitions = ({ topic, there, wanted }: PartitionsChanged, setting: string): string =>
  `${topic} tiene ${there} particiones y se pidieron ${wanted}; no se cambió nada. El número se fija al crear el tema, ` +
  `porque un caso debe quedarse en su partición: use ${setting}${there}`

/** @throws ServerUnreachable within seconds */
export async function assertPostgres(url: string): Promise<void> {
  const variable = 'VENTANILLA_DATABASE_URL'
  if (!URL.canParse(url)) throw new ServerUnreachable(variable, `${variable} no es postgres://servidor/base.`)
  const failed = await whyUnreachable(url, 5432)
  if (failed)
    throw new ServerUnreachable(
      variable,
      `PostgreSQL no responde en ${failed}. Revise que esté encendido y que ${variable} diga su dirección.`,
    )
}

/** What is to be told when Redis isn't there, which nothing waits for; undefined when it is. */
export async function redisMissing(url: string): Promise<string | undefined> {
  const failed = await whyUnreachable(url, 6379)
  return (
    failed &&
    `SIN REDIS: no responde en ${failed}. Revise que esté encendido y que REDIS_URL diga su dirección; mientras vuelve, los límites de peticiones y los avisos en vivo son de cada proceso.`
  )
}

/** 'host:port (ECONNREFUSED)', never with user and password; undefined when somebody listens there. */
async function whyUnreachable(url: string, usualPort: number): Promise<string | undefined> {
  const { hostname, port } = new URL(url)
  if (hostname === '') return undefined // a socket of this machine, named otherwise
  const at = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || usualPort) }
  const socket = connect(at)
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE_MS) })
    return undefined
  } catch (error) {
    const { name, code } = error as NodeJS.ErrnoException
    return `${hostname}:${at.port} (${name === 'AbortError' || code === undefined ? 'timeout' : code})`
  } finally {
    socket.destroy()
  }
}
