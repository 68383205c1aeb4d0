import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryFolder extends AsyncDisposable {
  dir: string
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'ventanilla-local-servers-')))
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true, maxRetries: 5 }) }
}
