import { execFile } from 'node:child_process'
import { mkdtemp, open, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** A file system of its own that a test can fill to the last byte, and empty again. */
export interface SmallDisk extends AsyncDisposable {
  dir: string
  /** From here on nothing more fits. Asked again, it takes what became free meanwhile. */
  fill(): Promise<void>
  /** Gives back what `fill` took. */
  free(): Promise<void>
}

/**
 * A disk in memory of `megabytes`. Only root may mount one: for anybody else it is undefined, and stderr says what is
 * not tested. In CI, where nothing may be left out, that is an error.
 */
export async function smallDisk(megabytes: number, what: string): Promise<SmallDisk | undefined> {
  const dir = await mkdtemp(join(tmpdir(), 'ventanilla-small-disk-'))
  try {
    await execute('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', dir])
  } catch (error) {
    await rmdir(dir)
    if (process.env.CI)
      throw new Error(`${what} needs a small disk, and none can be mounted`, { cause: error })
    process.stderr.write(`ventanilla: NOT TESTED, a disk can only be mounted by root: ${what}\n`)
    return undefined
  }
  const filler = join(dir, 'filler')
  return {
    dir,
    fill: () => fill(filler),
    free: () => rm(filler, { force: true }),
    async [Symbol.asyncDispose]() {
      // Lazily: a server that a failed test left behind must not keep the mount point.
      await execute('umount', ['-l', dir])
      await rmdir(dir)
    },
  }
}

async function fill(filler: string): Promise<void> {
  await using file = await open(filler, 'a')
  for (const bytes of [1 << 20, 1 << 12, 1])
    try {
      for (;;) await file.appendFile(Buffer.alloc(bytes))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
}
