import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type InstalledCopy, installedCopy } from './installed-copy.ts'
import { endServer } from './server-files.ts'
import { beginStarter, type Starter, spawnStarter } from './spawn-starter.ts'
import { temporaryFolder } from './temporary-folder.ts'

interface Who {
  uid?: number
  gid?: number
}

/** A data folder, and processes that start its server, or that of a folder `below` it. Its end ends them all. */
export interface Place extends AsyncDisposable {
  dataDir: string
  start(how?: { port?: number; below?: string; copy?: InstalledCopy }): Promise<Starter>
  /** Starts one and kills it -9 as soon as `when` says so. */
  killWhen(when: () => Promise<boolean>): Promise<void>
}
/** A way of running the program: who runs it, and where everything lies. */
export interface World extends AsyncDisposable {
  copy: InstalledCopy
  place(): Promise<Place>
}

const NOBODY: Who = { uid: 65534, gid: 65534 }
const weAreRoot = process.getuid?.() === 0

async function world(mode: number, who: Who): Promise<World> {
  const folder = await temporaryFolder(mode)
  const copy = await installedCopy(join(folder.dir, 'checkout'))
  return {
    copy,
    place: () => place(copy, mode, who),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

async function place(usual: InstalledCopy, mode: number, who: Who): Promise<Place> {
  const folder = await temporaryFolder(mode)
  const dataDir = join(folder.dir, 'data')
  await mkdir(dataDir)
  if (who.uid !== undefined && who.gid !== undefined) await chown(dataDir, who.uid, who.gid)
  const starters: Starter[] = []
  return {
    dataDir,
    async start({ port = 0, below = '', copy = usual } = {}) {
      const starter = await spawnStarter({ ...copy, dataDir: join(dataDir, below), port, who })
      starters.push(starter)
      return starter
    },
    async killWhen(when) {
      const { child, finish } = beginStarter({ ...usual, dataDir, port: 0, who })
      while (!(await when())) await sleep(5)
      await finish(() => child.kill('SIGKILL'))
    },
    async [Symbol.asyncDispose]() {
      for (const starter of starters) await starter.kill()
      await endServer(dataDir)
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** An ordinary user: ourselves, or nobody when we are root. */
export const ordinaryUser = () => world(0o755, weAreRoot ? NOBODY : {})

/** Every way that whoever runs the tests can try; the closed folder is like a checkout under /root. */
export const worlds: [string, () => Promise<World>][] = [
  ['an ordinary user', ordinaryUser],
  ...(weAreRoot
    ? ([
        ['root under a folder closed to others', () => world(0o700, {})],
        ['root under a folder open to all', () => world(0o755, {})],
      ] satisfies [string, () => Promise<World>][])
    : []),
]
