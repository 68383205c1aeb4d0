import { Client } from 'pg'
import { sqlState } from '../errors.ts'
import { type Cluster, SUPERUSER } from './cluster.ts'
import { EmbeddedPostgresError } from './failure.ts'

export type Answer = 'ready' | 'starting' | 'silent'

const CANNOT_CONNECT_NOW = '57P03' // starting up, in recovery, shutting down
const TOO_MANY_CONNECTIONS = '53300'
const WRONG_PASSWORD = '28P01'

export const serverUrl = (cluster: Cluster, port: number, database: string): string =>
  `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${encodeURIComponent(database)}`

/** Whether the server of this cluster, and no other, answers on the port. */
export async function ask(cluster: Cluster, port: number): Promise<Answer> {
  const client = new Client({
    connectionString: serverUrl(cluster, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
    application_name: 'ventanilla-embedded',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === cluster.data ? 'ready' : 'silent'
  } catch (error) {
    const state = sqlState(error)
    if (state === TOO_MANY_CONNECTIONS) return 'ready'
    if (state === WRONG_PASSWORD) throw passwordRefused(cluster, error)
    return state === CANNOT_CONNECT_NOW ? 'starting' : 'silent'
  } finally {
    await client.end().catch(() => undefined)
  }
}

const passwordRefused = (cluster: Cluster, cause: unknown) =>
  new EmbeddedPostgresError(
    'password-lost',
    `La contraseña guardada en ${cluster.dir} no es la de la base de datos: recupere ese archivo de una copia ` +
      'o indique otra carpeta de datos.',
    { cause },
  )
