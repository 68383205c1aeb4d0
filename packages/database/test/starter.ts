/**
 * What `make demo` is to the server: a process that starts it, uses it, and may be killed.
 * node starter.ts DATADIR [PORT] prints one line of JSON, then waits: a line on stdin stops the server.
 */
import { once } from 'node:events'
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../src/embedded.ts'

const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
const [dataDir = '', port = '0'] = process.argv.slice(2)
const progress: string[] = []
try {
  const onProgress = (text: string) => progress.push(text)
  const server = await startEmbeddedPostgres({ dataDir, port: Number(port), onProgress })
  say({ adopted: server.adopted, port: server.port, url: server.url('postgres'), progress })
  await once(process.stdin, 'data')
  await server.stop()
  say({ stopped: true })
  process.exit(0)
} catch (error) {
  say({ refused: error instanceof EmbeddedPostgresError ? error.code : 'unknown', message: String(error) })
  process.exit(1)
}
