/**
 * Given at each start rather than written in postgresql.conf, so that a newer release changes them by itself.
 * Durable, always: the demo and the tests are held to what production is held to.
 * Nothing personal reaches the log: no statements, and no DETAIL, which quotes the values of a refused row.
 * No Unix socket: its path may be no longer than 107 bytes, which a data folder's easily is; TCP on the
 * loopback interface with a password serves everybody.
 * jit off: it takes longer to compile the service's short statements than to run them.
 */
const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '200',
  jit: 'off',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'off',
  log_statement: 'none',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** As pg_ctl's -o takes them: one string that a shell splits. */
export const serverOptions = (port: number): string =>
  Object.entries({ ...SETTINGS, port: String(port) })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ')
