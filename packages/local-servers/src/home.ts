import { constants } from 'node:fs'
import { access, mkdir, realpath } from 'node:fs/promises'
import { LocalServerError } from './failure.ts'

/** The data folder, made when it is not there, by its real path. @throws when it can't be written */
export async function homeFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK | constants.X_OK)
    return await realpath(dataDir)
  } catch (cause) {
    throw new LocalServerError(
      'folder-not-writable',
      `No se puede escribir en la carpeta de datos ${dataDir}. Dé permiso sobre ella al usuario con el que ` +
        'ejecuta el programa o indique otra carpeta.',
      { cause },
    )
  }
}
