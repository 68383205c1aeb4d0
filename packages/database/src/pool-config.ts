import type { PoolConfig } from 'pg'
import { columnTypes } from './column-types.ts'

export interface DatabaseOptions {
  url: string
  /** Connections at most (10). */
  max?: number
  /** Shown in pg_stat_activity: 'ventanilla' when absent. */
  applicationName?: string
  /** Every transaction is read only: what `direct` readers of another service's log get. */
  readOnly?: boolean
  /** How long a new connection may take: 30 000 ms. */
  connectTimeoutMs?: number
  /** 60 000 ms; a server that says nothing at all is given up 5 s later. */
  statementTimeoutMs?: number
  /** How long `close` waits for what is running: 10 000 ms. */
  drainMs?: number
  /** Told of idle connections that the server dropped; the pool replaces them by itself. */
  onError?: (error: Error) => void
}

/**
 * What the server enforces on each session. A client that vanishes (cable, frozen host) holds its locks until
 * the server notices: tcp_user_timeout and the keepalives bound that to half a minute, and
 * idle_in_transaction_session_timeout bounds one that is alive but stuck between two statements.
 * UTC and ISO dates are what the column parsers read, whatever the role or the database prefers.
 */
const SESSION: Record<string, string> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  tcp_user_timeout: '30000',
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
}

/** What the server's word that a statement took too long may take to get here. */
const GRACE_MS = 5_000

export function poolConfig(options: DatabaseOptions): PoolConfig {
  const url = new URL(options.url)
  const given = url.searchParams.get('options') ?? ''
  url.searchParams.delete('options') // pg lets the address win over `options`, which would drop ours
  const limit = options.statementTimeoutMs ?? 60_000
  const session = options.readOnly ? { ...SESSION, default_transaction_read_only: 'on' } : SESSION
  const settings = Object.entries(session).map(([name, value]) => `-c ${name}=${value}`)
  return {
    connectionString: url.href,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'ventanilla',
    statement_timeout: limit,
    // The server's own limit never comes through a network that swallows: a statement would be waited for for ever.
    ...(limit > 0 && { query_timeout: limit + GRACE_MS }),
    idle_in_transaction_session_timeout: 15_000,
    options: [given, ...settings].join(' ').trim(),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 30_000,
    types: columnTypes,
  }
}
