import { writableFolder } from '@ventanilla/processes'
import { LocalServerError } from './failure.ts'

/** The data folder, made when it is not there, by its real path. @throws when it can't be written */
export const homeFolder = (dataDir: string): Promise<string> =>
  writableFolder(
    dataDir,
    (cause) =>
      new LocalServerError(
        'folder-not-writable',
        `No se puede escribir en la carpeta de datos ${dataDir}. Dé permiso sobre ella al usuario con el que ` +
          'ejecuta el programa o indique otra carpeta.',
        { cause },
      ),
  )
