import { basename } from 'node:path'
import { runAs } from '@ventanilla/processes'
import { LocalServerError } from './failure.ts'
import { homeFolder } from './home.ts'
import { askRedis } from './redis/ask.ts'
import { type LocalServer, start } from './start.ts'

export interface RedisOptions {
  /** A folder of its own; nothing that Redis holds is kept there. */
  dataDir: string
  /** 0 or absent: the one of last time, else a free one. A server that already runs keeps its own. */
  port?: number
  onProgress?: (text: string) => void
}

export interface LocalRedis extends LocalServer {
  /** redis://127.0.0.1:port */
  url: string
}

/**
 * The system's Redis (or Valkey), listening on 127.0.0.1 only. It writes nothing to disk: what Ventanilla keeps in it
 * can always be found again elsewhere.
 * @throws LocalServerError with what to do, in Spanish
 */
export async function startRedis(options: RedisOptions): Promise<LocalRedis> {
  const home = await homeFolder(options.dataDir)
  const { ports: _, ...server } = await start({
    name: 'Redis',
    home,
    ports: 1,
    ...(options.port !== undefined && { port: options.port }),
    onProgress: options.onProgress ?? (() => undefined),
    async command([port = 0]) {
      const network = ['--port', String(port), '--bind', '127.0.0.1']
      return [await findRedis(), ...network, '--save', '', '--appendonly', 'no', '--dir', home]
    },
    // It shows itself as «redis-server 127.0.0.1:6379» as soon as it listens.
    isOurs: (command, [port]) =>
      PROGRAMS.includes(basename(command[0]?.split(' ')[0] ?? '')) &&
      (command.includes(home) || command.join(' ').includes(`:${port}`)),
    serves: async (port) =>
      (await askRedis(`redis://127.0.0.1:${port}`, 'CONFIG GET dir')).split('\r\n').includes(home),
  })
  return { ...server, url: `redis://127.0.0.1:${server.port}` }
}

const PROGRAMS = ['redis-server', 'valkey-server']

async function findRedis(): Promise<string> {
  for (const program of PROGRAMS) {
    if ((await runAs({}, program, ['--version'])).code === 0) return program
  }
  throw new LocalServerError(
    'redis-missing',
    'No se encuentra Redis en este equipo. En Debian o Ubuntu: apt-get install redis-server; en macOS: brew install redis.',
  )
}
