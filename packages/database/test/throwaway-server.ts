import { type EmbeddedPostgres, startEmbeddedPostgres } from '../src/embedded.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A server of this test file alone, since this package can't lean on the one that starts it for the others. */
export async function throwawayServer(): Promise<EmbeddedPostgres & AsyncDisposable> {
  const folder = await temporaryFolder(0o755)
  const server = await startEmbeddedPostgres({ dataDir: folder.dir })
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server.stop()
      await folder[Symbol.asyncDispose]()
    },
  }
}
