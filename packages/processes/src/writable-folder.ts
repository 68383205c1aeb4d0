import { constants } from 'node:fs'
import { access, mkdir, realpath } from 'node:fs/promises'

/** The folder, made when it is not there, by its real path. @throws what `refusal` makes of the reason when it can't be written */
export async function writableFolder(dir: string, refusal: (cause: unknown) => Error): Promise<string> {
  try {
    await mkdir(dir, { recursive: true })
    await access(dir, constants.W_OK | constants.X_OK)
    return await realpath(dir)
  } catch (cause) {
    throw refusal(cause)
  }
}
