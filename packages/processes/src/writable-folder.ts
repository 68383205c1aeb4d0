import { constants } from 'node:fs'
import { access, mkdir, realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * The folder and those above it, made where they are not there. Step by step: asked for all of them at once in a file
 * system that takes no folders (/proc), Node 24 never answers.
 * @param mode of each that is made @throws the system's error
 */
export async function makeFolder(dir: string, mode = 0o777): Promise<void> {
  if (await stat(dir).catch(() => undefined)) return
  const above = dirname(dir)
  if (above !== dir) await makeFolder(above, mode)
  await mkdir(dir, { mode }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
}

/** The folder, made when it is not there, by its real path. @throws what `refusal` makes of the reason when it can't be written */
export async function writableFolder(dir: string, refusal: (cause: unknown) => Error): Promise<string> {
  try {
    await makeFolder(dir)
    await access(dir, constants.W_OK | constants.X_OK)
    return await realpath(dir)
  } catch (cause) {
    throw refusal(cause)
  }
}
