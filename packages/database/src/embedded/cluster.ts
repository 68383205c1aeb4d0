import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RunAs, removeLeftovers, runAs, temporaryName } from '@ventanilla/processes'
import type { Binaries } from './binaries.ts'
import { EmbeddedPostgresError } from './failure.ts'

/** One folder per cluster: everything in it appears at once, by a rename, or not at all. */
export interface Cluster {
  dir: string
  /** PGDATA. */
  data: string
  log: string
  /** Remembers the port of last time. */
  portFile: string
  holders: string
  password: string
}

export const SUPERUSER = 'ventanilla'

/** The cluster in `home`, made when it is not there. Starters at once each make one and the first to finish wins. */
export async function openCluster(home: string, binaries: Binaries, who: RunAs): Promise<Cluster> {
  await removeLeftovers(home, 'init')
  const dir = join(home, 'server')
  await refuseForeign(dir, who)
  const data = join(dir, 'data')
  const version = (await majorOf(data)) ?? (await majorOf(home)) ?? (await create(home, dir, binaries, who))
  if (version !== binaries.major) {
    throw new EmbeddedPostgresError(
      'other-version',
      `La base de datos de ${home} es de PostgreSQL ${version} y este programa trae PostgreSQL ${binaries.major}. ` +
        'Expórtela con la versión anterior del programa (pg_dumpall) e impórtela en una carpeta nueva, o indique otra carpeta.',
    )
  }
  const password = await readFile(join(dir, 'password'), 'utf8').catch((cause) => {
    throw new EmbeddedPostgresError(
      'password-lost',
      `No se puede leer la contraseña de la base de datos en ${join(dir, 'password')}. ` +
        'Recupérela de una copia, dé permiso de lectura a su usuario o indique otra carpeta de datos.',
      { cause },
    )
  })
  const file = (name: string) => join(dir, name)
  return { dir, data, log: file('log'), portFile: file('port'), holders: file('holders'), password }
}

/** What root began, or somebody else, an ordinary user can't go on with. */
async function refuseForeign(dir: string, who: RunAs): Promise<void> {
  const owner = await stat(dir).catch(() => undefined)
  if (owner === undefined || who.uid !== undefined || owner.uid === process.getuid?.()) return
  throw new EmbeddedPostgresError(
    'folder-not-writable',
    `La base de datos de ${dir} es de otro usuario (uid ${owner.uid}; quizá se creó como root). ` +
      'Ejecute el programa con el usuario que la creó o indique otra carpeta de datos.',
  )
}

async function majorOf(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number.parseInt(text, 10)
}

async function create(home: string, dir: string, binaries: Binaries, who: RunAs): Promise<number> {
  const temp = join(home, await temporaryName('init'))
  await mkdir(temp, { mode: 0o700 })
  const password = join(temp, 'password')
  await writeFile(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  const holders = join(temp, 'holders')
  await mkdir(holders)
  if (who.uid !== undefined && who.gid !== undefined) {
    for (const path of [temp, password, holders]) await chown(path, who.uid, who.gid)
  }
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${password}`]
  const made = await runAs(who, binaries.initdb, [
    '-D',
    join(temp, 'data'),
    ...access,
    ...locale,
    '--no-instructions',
  ])
  if (made.code !== 0) {
    await rm(temp, { recursive: true, force: true })
    throw new EmbeddedPostgresError(
      'init-failed',
      `No se pudo crear la base de datos en ${home}:\n${made.output}`,
    )
  }
  try {
    await rename(temp, dir)
    await sync(home)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error
    await rm(temp, { recursive: true, force: true }) // another starter was first: its cluster is the one
  }
  return binaries.major
}

/** Without it a power cut could take back the rename. */
async function sync(dir: string): Promise<void> {
  await using handle = await open(dir)
  await handle.sync()
}
