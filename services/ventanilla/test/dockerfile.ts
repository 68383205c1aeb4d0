import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname, join, matchesGlob } from 'node:path'

/** Where the file system of an image lies on this machine, and who its programs run as. */
export interface Place {
  root: string
  uid: number
  gid: number
}

export interface Image {
  place: Place
  env: Record<string, string>
  workdir: string
  user: string
  /** As `docker run` and the health check start them: a program and its arguments. */
  cmd: string[]
  healthcheck: string[]
}

interface Instruction {
  name: string
  rest: string
}

/** The instructions of a Dockerfile: comments dropped, continued lines joined. */
export function instructionsOf(text: string): Instruction[] {
  const lines = text.split('\n').filter((line) => !/^\s*#/.test(line))
  const joined = lines.join('\n').replace(/\\\n\s*/g, ' ')
  return joined
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ name: line.split(/\s/, 1)[0]?.toUpperCase() ?? '', rest: line.replace(/^\S+\s+/, '') }))
}

interface Stage extends Omit<Image, 'place' | 'cmd' | 'healthcheck'> {
  root: string
  cmd: string[]
  healthcheck: string[]
  args: Record<string, string>
}

/**
 * Does what a Dockerfile says without Docker: each stage is a folder, COPY copies what .dockerignore lets through, RUN
 * runs in a shell whose absolute paths are led into that folder. What the base image brings is this machine's.
 */
export async function buildImage(
  { context, dockerfile, args }: { context: string; dockerfile: string; args: Record<string, string> },
  folder: string,
  owner: { uid: number; gid: number },
): Promise<Image> {
  const ignored = await dockerignore(join(context, '.dockerignore'))
  const stages = new Map<string, Stage>()
  const global: Record<string, string> = {}
  let stage: Stage | undefined
  for (const { name, rest } of instructionsOf(await readFile(join(context, dockerfile), 'utf8'))) {
    if (name === 'FROM') {
      const as = / AS (\S+)/i.exec(rest)?.[1] ?? `stage-${stages.size}`
      stage = {
        root: join(folder, as),
        env: {},
        args: {},
        workdir: '/',
        user: 'root',
        cmd: [],
        healthcheck: [],
      }
      await mkdir(stage.root, { recursive: true })
      stages.set(as, stage)
    } else if (!stage) Object.assign(global, argument(rest, args))
    else await doInstruction(stage, name, rest)
  }
  if (!stage) throw new Error(`${dockerfile} builds nothing`)
  const { root, env, workdir, user, cmd, healthcheck } = stage
  return { place: { root, ...owner }, env, workdir, user, cmd, healthcheck }

  async function doInstruction(into: Stage, name: string, rest: string): Promise<void> {
    const said = expand(rest, { ...global, ...into.args, ...into.env })
    switch (name) {
      case 'ARG':
        return void Object.assign(into.args, argument(rest, args))
      case 'ENV':
        return void Object.assign(into.env, assignments(said))
      case 'WORKDIR':
        into.workdir = said
        return void (await mkdir(join(into.root, said), { recursive: true }))
      case 'COPY':
        return copy(into, said)
      case 'RUN':
        return execute(into, rest)
      case 'USER':
        into.user = said
        return
      case 'EXPOSE':
        return
      case 'HEALTHCHECK':
        into.healthcheck = JSON.parse(rest.slice(rest.indexOf('[')))
        return
      case 'CMD':
        into.cmd = JSON.parse(rest)
        return
      default:
        throw new Error(`this builder doesn't know ${name}`)
    }
  }

  async function copy({ root, workdir }: Stage, said: string): Promise<void> {
    const words = said.split(/\s+/)
    const source = stages.get(/^--from=(\S+)/.exec(words[0] ?? '')?.[1] ?? '')
    const paths = words.filter((word) => !word.startsWith('--'))
    const target = paths.pop() ?? ''
    const into = join(root, target.startsWith('/') ? target : join(workdir, target))
    for (const path of paths) {
      const from = join(source?.root ?? context, path)
      const isFolder = (await stat(from)).isDirectory() // COPY of what isn't there fails, as this does
      const to =
        isFolder || paths.length === 1 ? (target.endsWith('/') ? join(into, path) : into) : join(into, path)
      await mkdir(dirname(to), { recursive: true })
      const passes = (one: string) =>
        source !== undefined || !ignored(one.slice(context.length).replace(/^\//, ''))
      await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: passes })
    }
  }

  function execute({ root, workdir, env }: Stage, command: string): void {
    const led = ledInto(command, root).replaceAll('node:node', `${owner.uid}:${owner.gid}`)
    const run = spawnSync('sh', ['-c', led], {
      cwd: join(root, workdir),
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, ...env },
      encoding: 'utf8',
    })
    if (run.status !== 0) throw new Error(`RUN ${command} → ${run.status}\n${run.stdout}${run.stderr}`)
  }
}

/** Paths of the image's own folders, as they are on this machine. */
export function ledInto(text: string, root: string): string {
  return text.replaceAll(
    /(^|[\s"'=:])\/(app|var\/lib\/ventanilla|run\/secrets)(?=[/\s"']|$)/g,
    `$1${root}/$2`,
  )
}

function argument(rest: string, given: Record<string, string>): Record<string, string> {
  const [name = '', fallback] = rest.split('=', 2)
  const value = given[name] ?? fallback
  return value === undefined ? {} : { [name]: value }
}

/** `A=1 B="two words"` */
function assignments(said: string): Record<string, string> {
  const found = said.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g)
  return Object.fromEntries([...found].map(([, name = '', quoted, plain = '']) => [name, quoted ?? plain]))
}

const expand = (text: string, values: Record<string, string>) =>
  text.replaceAll(/\$\{(\w+)\}/g, (_, name) => values[name] ?? '')

/** Whether a path of the context stays outside: the last line that speaks of it, or of a folder it is in, decides. */
async function dockerignore(file: string): Promise<(path: string) => boolean> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim())
  const rules = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ pattern: line.replace(/^!/, ''), keep: line.startsWith('!') }))
  return (path) => {
    const parents = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
    const decides = rules.findLast(({ pattern }) => parents.some((one) => matchesGlob(one, pattern)))
    // A folder on the way to something that is kept is walked through.
    const leads = rules.some(({ pattern, keep }) => keep && pattern.startsWith(`${path}/`))
    return path !== '' && decides !== undefined && !decides.keep && !leads
  }
}
