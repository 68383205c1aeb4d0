import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning, self } from './process-name.ts'

/** Times that this process started or adopted the server of each cluster: only the last stop lets it go. */
const ours = new Map<string, number>()

/**
 * Who uses the server: an empty file per process, named by it. `ventanilla projections list` adopts the server
 * of a running `ventanilla up` and must not take it down when it is done.
 */
export async function hold(holders: string): Promise<void> {
  ours.set(holders, (ours.get(holders) ?? 0) + 1)
  await mkdir(holders, { recursive: true })
  await prune(holders)
  await writeFile(join(holders, await self()), '')
}

/** Takes our name off the list and says whether anybody living is still on it. */
export async function letGo(holders: string): Promise<boolean> {
  const left = (ours.get(holders) ?? 1) - 1
  ours.set(holders, left)
  if (left > 0) return true
  await rm(join(holders, await self()), { force: true })
  return prune(holders)
}

/** Forgets the dead, and says whether anybody is left. */
async function prune(holders: string): Promise<boolean> {
  let anybody = false
  for (const name of await readdir(holders).catch(() => [])) {
    if (await isRunning(name)) anybody = true
    else await rm(join(holders, name), { force: true })
  }
  return anybody
}
