import { createHash, randomBytes } from 'node:crypto'
import { link, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isRunning, publicFolder, self, temporaryName } from '@ventanilla/processes'
import { EmbeddedPostgresError } from './failure.ts'
import { killServer } from './postmaster.ts'

/** Kept in the data folder when the cluster can't be: where it is. */
interface Pointer {
  home: string
}
/** Kept beside such a cluster: whose it is. */
interface Origin {
  dataDir: string
  /** The file system of the data folder. */
  device: number
  /** The process that made it. */
  maker: string
}

const POINTER = 'postgres-elsewhere.json'
const ORIGIN = 'origin.json'

/** The home that the pointer of a data folder names; undefined when it has none. */
export async function homeElsewhere(dataDir: string): Promise<string | undefined> {
  const pointer = await readJson<Pointer>(join(dataDir, POINTER))
  return pointer && checked(pointer, dataDir)
}

/** Makes a home under `store` and the pointer to it. */
export async function makeHomeElsewhere(dataDir: string, store: string): Promise<string> {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
  const home = join(store, `data-${hash}-${randomBytes(4).toString('hex')}`)
  await publicFolder(store)
  await writeOrigin(home, dataDir)
  const chosen = await writeOnce(join(dataDir, POINTER), { home })
  await removeAbandoned(store, dataDir)
  return chosen.home
}

/** A data folder that was moved takes its cluster along; a copy of one must not share it. */
async function checked({ home }: Pointer, dataDir: string): Promise<string> {
  const origin = await readJson<Origin>(join(home, ORIGIN))
  if (origin?.dataDir === dataDir) return home
  if (origin && (await pointsTo(origin.dataDir, home))) {
    throw new EmbeddedPostgresError(
      'folder-of-another',
      `${dataDir} es una copia de ${origin.dataDir} y las dos comparten la base de datos ${home}. ` +
        `Borre ${join(dataDir, POINTER)} para que la copia empiece vacía, o use la carpeta original.`,
    )
  }
  await writeOrigin(home, dataDir)
  return home
}

async function writeOrigin(home: string, dataDir: string): Promise<void> {
  await publicFolder(home)
  const origin: Origin = { dataDir, device: (await stat(dataDir)).dev, maker: await self() }
  const temp = await temporaryName(join(home, ORIGIN))
  await writeFile(temp, JSON.stringify(origin))
  await rename(temp, join(home, ORIGIN)) // others read it meanwhile
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

const pointsTo = async (dataDir: string, home: string): Promise<boolean> =>
  (await readJson<Pointer>(join(dataDir, POINTER)))?.home === home

/**
 * Removes the clusters whose data folder was deleted, their servers stopped: nobody can find them any more.
 * Kept are those of a data folder on a disk that is perhaps only not mounted now, and those whose maker may be
 * about to write its pointer.
 */
async function removeAbandoned(store: string, dataDir: string): Promise<void> {
  for (const name of await readdir(store)) {
    const home = join(store, name)
    const origin = name.startsWith('data-') ? await readJson<Origin>(join(home, ORIGIN)) : undefined
    if (!origin || (await pointsTo(origin.dataDir, home))) continue
    if ((await deviceOf(origin.dataDir)) !== origin.device) continue
    if (origin.dataDir !== dataDir && (await isRunning(origin.maker))) continue
    await killServer(join(home, 'server', 'data'))
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The file system a path is on, or would be on if it were made. */
async function deviceOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found) return found.dev
  return dirname(path) === path ? undefined : deviceOf(dirname(path))
}

const readJson = async <T>(file: string): Promise<T | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as T)
}
