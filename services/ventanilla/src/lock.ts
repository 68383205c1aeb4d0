import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '@ventanilla/processes'

export interface DataLock extends AsyncDisposable {
  /** The process that has the folder, when it isn't this one. */
  heldBy?: number
}

/** How every process of ours is started. */
const MAIN = 'services/ventanilla/src/main.ts'

/** Keeps two processes from serving one data folder at once. What a killed one left is taken over. */
export async function lockData(dataDir: string): Promise<DataLock> {
  await makeFolder(dataDir)
  const file = join(dataDir, 'ventanilla.pid')
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const pid = Number(await readFile(file, 'utf8').catch(() => ''))
    if (pid > 0 && pid !== process.pid && (await isVentanilla(pid)))
      return { heldBy: pid, [Symbol.asyncDispose]: async () => {} }
    await rm(file, { force: true })
  }
}

/** Alive, and one of ours: pids are used again, and a stale file must not lock the folder for ever. */
async function isVentanilla(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // Where there is no /proc, what lives is taken for one of ours.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => MAIN)
  return command.includes(MAIN)
}
