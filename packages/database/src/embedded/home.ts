import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunAs, writableFolder } from '@ventanilla/processes'
import { homeElsewhere, makeHomeElsewhere } from './elsewhere.ts'
import { EmbeddedPostgresError } from './failure.ts'
import { canReach } from './server-user.ts'

/** The data folder, made when it is not there, by its real path. @throws when it can't be written. */
export const dataFolder = (dataDir: string): Promise<string> =>
  writableFolder(
    dataDir,
    (cause) =>
      new EmbeddedPostgresError(
        'folder-not-writable',
        `No se puede escribir en la carpeta de datos ${dataDir}. Dé permiso sobre ella al usuario con el que ` +
          'ejecuta el programa (si la creó otro usuario, por ejemplo root, cámbiele el dueño) o indique otra carpeta.',
        { cause },
      ),
  )

/**
 * The folder that holds the cluster of a data folder: itself, or, when the server's user can't get there (a
 * checkout under /root), one of its own under `store`.
 *
 * That one is named by the data folder and by a random id that only the pointer inside the data folder knows:
 * who deletes the data folder means to begin afresh, and finds no pointer, so a new id and a new cluster.
 */
export async function clusterHome(dataDir: string, who: RunAs, store: string): Promise<string> {
  const elsewhere = await homeElsewhere(dataDir)
  if (elsewhere !== undefined) return elsewhere
  if (await canReach(who, dataDir)) return dataDir
  if (await stat(join(dataDir, 'server')).catch(() => undefined)) throw unreachable(dataDir)
  return makeHomeElsewhere(dataDir, store)
}

const unreachable = (dataDir: string) =>
  new EmbeddedPostgresError(
    'folder-unreachable',
    `La base de datos de ${dataDir} existe, pero el usuario que ejecuta PostgreSQL no puede llegar a esa carpeta. ` +
      'Devuélvala a donde estaba o dé permiso de paso (chmod o+x) a las carpetas que la contienen.',
  )
