import { chmod, mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TemporaryFolder extends AsyncDisposable {
  dir: string
}

/** 0755 lets every user in; 0700 closes it to all but us, as /root is. */
export async function temporaryFolder(mode: number): Promise<TemporaryFolder> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'ventanilla-database-')))
  await chmod(dir, mode)
  return {
    dir,
    async [Symbol.asyncDispose]() {
      for (const home of await homesElsewhere(dir)) await rm(home, { recursive: true, force: true })
      await rm(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The homes that pointers in the folder name, as deep as a test's data folder lies. */
async function homesElsewhere(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  const files = [dir, ...entries.filter((e) => e.isDirectory()).map((e) => join(dir, e.name))]
  const found = await Promise.all(
    files.map((folder) => readFile(join(folder, 'postgres-elsewhere.json'), 'utf8').catch(() => undefined)),
  )
  return found.flatMap((text) => (text === undefined ? [] : [String(JSON.parse(text).home)]))
}
