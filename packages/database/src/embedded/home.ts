import { createHash, randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { access, link, mkdir, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EmbeddedPostgresError } from './failure.ts'
import { temporaryName } from './leftovers.ts'
import { killServer } from './postmaster.ts'
import { publicFolder } from './public-folder.ts'
import { canReach, type RunAs } from './run-as.ts'

/** The data folder, made when it is not there, by its real path. @throws when it can't be written. */
export async function dataFolder(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK | constants.X_OK)
    return await realpath(dataDir)
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'folder-not-writable',
      `No se puede escribir en la carpeta de datos ${dataDir}. Dé permiso sobre ella al usuario con el que ` +
        'ejecuta el programa (si la creó otro usuario, por ejemplo root, cámbiele el dueño) o indique otra carpeta.',
      { cause },
    )
  }
}

/** Kept in the data folder when the cluster can't be: where it is. */
interface Pointer {
  home: string
}
/** Kept beside such a cluster: whose it is. */
interface Origin {
  dataDir: string
  /** The file system of the data folder. */
  device: number
}

const POINTER = 'postgres-elsewhere.json'
const ORIGIN = 'origin.json'

/**
 * The folder that holds the cluster of a data folder: itself, or, when the server's user can't get there (a
 * checkout under /root), one of its own under `store`.
 *
 * That one is named by the data folder and by a random id that only the pointer inside the data folder knows:
 * who deletes the data folder means to begin afresh, and finds no pointer, so a new id and a new cluster. The
 * old cluster is of no use to anybody then and is removed, its server stopped — unless the data folder now
 * lies on another file system: perhaps the disk that holds the pointer is only not mounted.
 */
export async function clusterHome(dataDir: string, who: RunAs, store: string): Promise<string> {
  const file = join(dataDir, POINTER)
  const pointer = await readJson<Pointer>(file)
  if (pointer) return checked(pointer, dataDir)
  if (await canReach(who, dataDir)) return dataDir
  if (await stat(join(dataDir, 'server')).catch(() => undefined)) throw unreachable(dataDir)
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const home = join(store, `data-${hash}-${randomBytes(4).toString('hex')}`)
  await publicFolder(store)
  await publicFolder(home)
  const device = (await stat(dataDir)).dev
  await writeFile(join(home, ORIGIN), JSON.stringify({ dataDir, device } satisfies Origin))
  const chosen = await writeOnce(file, { home })
  await removeOthers(store, `data-${hash}-`, chosen.home, device)
  return chosen.home
}

/** A data folder that was moved takes its cluster along; a copy of one must not share it. */
async function checked({ home }: Pointer, dataDir: string): Promise<string> {
  await publicFolder(home)
  const origin = await readJson<Origin>(join(home, ORIGIN))
  if (origin?.dataDir === dataDir) return home
  if (origin && (await readJson<Pointer>(join(origin.dataDir, POINTER)))?.home === home) {
    throw new EmbeddedPostgresError(
      'folder-of-another',
      `${dataDir} es una copia de ${origin.dataDir} y las dos comparten la base de datos ${home}. ` +
        `Borre ${join(dataDir, POINTER)} para que la copia empiece vacía, o use la carpeta original.`,
    )
  }
  const device = (await stat(dataDir)).dev
  await writeFile(join(home, ORIGIN), JSON.stringify({ dataDir, device } satisfies Origin))
  return home
}

/** Of several starters at once one writes the pointer, whole, and all get what it says. */
async function writeOnce(file: string, pointer: Pointer): Promise<Pointer> {
  const temp = await temporaryName(file)
  await writeFile(temp, JSON.stringify(pointer), { flush: true })
  await link(temp, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(temp)
  return (await readJson<Pointer>(file)) ?? pointer
}

async function removeOthers(store: string, prefix: string, kept: string, device: number): Promise<void> {
  for (const name of await readdir(store)) {
    const other = join(store, name)
    if (!name.startsWith(prefix) || other === kept) continue
    if ((await readJson<Origin>(join(other, ORIGIN)))?.device !== device) continue
    await killServer(join(other, 'server', 'data'))
    await rm(other, { recursive: true, force: true })
  }
}

const readJson = async <T>(file: string): Promise<T | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as T)
}

const unreachable = (dataDir: string) =>
  new EmbeddedPostgresError(
    'folder-unreachable',
    `La base de datos de ${dataDir} existe, pero el usuario que ejecuta PostgreSQL no puede llegar a esa carpeta. ` +
      'Devuélvala a donde estaba o dé permiso de paso (chmod o+x) a las carpetas que la contienen.',
  )
