/** A process that starts a server and may be killed: node starter.ts kafka|redis FOLDER. Says in JSON which it has. */
import { once } from 'node:events'
import { startKafka, startRedis } from '../src/index.ts'

const [kind, dataDir = ''] = process.argv.slice(2)
const server = kind === 'kafka' ? await startKafka({ dataDir, heapMb: 256 }) : await startRedis({ dataDir })
process.stdout.write(`${JSON.stringify({ pid: server.pid, port: server.port, adopted: server.adopted })}\n`)
await once(process.stdin, 'data')
await server.stop()
process.exit(0)
