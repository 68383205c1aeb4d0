import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface OwnFolder extends AsyncDisposable {
  dir: string
}

/** A folder for what one test starts and may break. */
export async function ownFolder(name: string): Promise<OwnFolder> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), `ventanilla-own-${name}-`)))
  return {
    dir,
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true, maxRetries: 5 }),
  }
}
