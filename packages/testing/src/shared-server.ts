import { rename, rm, stat } from 'node:fs/promises'
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '@ventanilla/database/embedded'

/**
 * The embedded server of a shared folder. What is there is only tests': a cluster that no longer starts (of the
 * version before, or half cleaned away with the temporary folder) makes room for a new one, and `onReplace` is told.
 */
export async function sharedServer(
  dataDir: string,
  onReplace: (why: string) => void,
): Promise<EmbeddedPostgres> {
  const { ino } = await stat(dataDir)
  try {
    return await startEmbeddedPostgres({ dataDir })
  } catch (error) {
    if (!(error instanceof EmbeddedPostgresError)) throw error
    onReplace(error.message)
    await setAside(dataDir, ino)
    return startEmbeddedPostgres({ dataDir })
  }
}

/** Unless another test process did already: then another folder has the name, and a good server is in it. */
async function setAside(dataDir: string, ino: number): Promise<void> {
  const now = await stat(dataDir).catch(() => undefined)
  if (now?.ino !== ino) return
  const aside = `${dataDir}.aside-${process.pid}`
  await rename(dataDir, aside)
  await rm(aside, { recursive: true, force: true, maxRetries: 5 })
}
