import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Writes a new file, readable by its owner alone, and returns once the disk has it. */
export async function writeDurably(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  for await (const chunk of chunks) await file.appendFile(chunk)
  await file.sync()
}

/** A rename or a removal is only on disk once its folder is: fsync of the file says nothing of its name. */
export async function syncDirectory(path: string): Promise<void> {
  await using folder = await open(path, 'r')
  await folder.sync()
}

/** Makes folders, each once in its life here, durably: also one that another process made a moment ago. */
export function folderMaker() {
  const made = new Map<string, Promise<void>>()
  async function make(path: string): Promise<void> {
    const first = await mkdir(path, { recursive: true, mode: 0o700 })
    for (let parent = dirname(path); ; parent = dirname(parent)) {
      await syncDirectory(parent)
      if (parent === dirname(first ?? path)) return
    }
  }
  return async (path: string): Promise<void> => {
    const making = made.get(path) ?? make(path)
    made.set(path, making)
    await making.catch((error) => {
      made.delete(path)
      throw error
    })
  }
}

/** What a file operation gives, undefined when there is no such file. */
export async function ifThere<T>(operation: Promise<T>): Promise<T | undefined> {
  try {
    return await operation
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Removes what a killed process left half received, last written before `olderThan` (ISO instant), and tells
 * how many there were. Choose an instant older than any upload can take, since one under way looks the same.
 */
export async function removeLeftovers(dir: string, olderThan: string): Promise<number> {
  const limit = Date.parse(olderThan)
  if (Number.isNaN(limit)) throw new RangeError(`not an instant: ${olderThan}`)
  const folder = join(dir, 'partial')
  let removed = 0
  for (const name of (await ifThere(readdir(folder))) ?? []) {
    const path = join(folder, name)
    const found = await ifThere(stat(path))
    if (!found || found.mtimeMs >= limit) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}
