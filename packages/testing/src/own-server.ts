import {
  type KafkaOptions,
  type LocalKafka,
  type LocalRedis,
  prepareKafka,
  startKafka,
  startRedis,
} from '@ventanilla/local-servers'
import { ifBrokenOff } from './broken-off.ts'
import { ownFolder } from './own-folder.ts'

/** A server for one test alone, which may kill it. Its end takes the data along. */
export interface OwnServer<T> extends AsyncDisposable {
  /** As it runs now. */
  readonly server: T
  /** Where it keeps all it has, to be looked at or broken. */
  dir: string
  /** Starts it again on the same data and, where nobody took it meanwhile, the same port. */
  restart(): Promise<T>
}

export type OwnKafkaOptions = Pick<KafkaOptions, 'heapMb' | 'settings' | 'proxy'>

export const ownKafka = (options: OwnKafkaOptions = {}): Promise<OwnServer<LocalKafka>> =>
  own('kafka', async (dataDir) => {
    await prepareKafka()
    return startKafka({ dataDir, heapMb: 320, ...options })
  })

export const ownRedis = (): Promise<OwnServer<LocalRedis>> =>
  own('redis', (dataDir) => startRedis({ dataDir }))

async function own<T extends { kill(): Promise<void> }>(
  name: string,
  begin: (dataDir: string) => Promise<T>,
): Promise<OwnServer<T>> {
  const folder = await ownFolder(name)
  const first = begin(folder.dir)
  const end = ifBrokenOff(first, async () => {
    await server.kill() // nothing of it will be wanted
    await folder[Symbol.asyncDispose]()
  })
  let server = await first
  return {
    dir: folder.dir,
    get server() {
      return server
    },
    async restart() {
      server = await begin(folder.dir)
      return server
    },
    [Symbol.asyncDispose]: end,
  }
}
