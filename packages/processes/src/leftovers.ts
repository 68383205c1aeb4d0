import { randomBytes } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isRunning, self } from './process-name.ts'

/** A name for something half done, which its maker renames when it is whole. */
export async function temporaryName(prefix: string): Promise<string> {
  return `${prefix}-${await self()}-${randomBytes(4).toString('hex')}`
}

/** Removes what makers left that were killed in the middle, as far as we may: one of root's hurts nobody. */
export async function removeLeftovers(dir: string, prefix: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const maker = name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1).split('-')[0] : undefined
    if (maker === undefined || (await isRunning(maker))) continue
    // A child of the maker may still be writing, an orphan: tried again when a folder filled meanwhile.
    await rm(join(dir, name), { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
  }
}
