import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { ComposeService } from './compose-file.ts'
import { type Image, ledInto } from './dockerfile.ts'

export interface Container {
  child: ChildProcess
  ended: Promise<number | null>
  said(): string
  /** What a health check ends with: that of the compose file, or that of the image. */
  check(whose: 'compose' | 'image'): number | null
}

export interface Circumstances {
  image: Image
  /** The folder with the program `node`. */
  programs: string
  port: number
  /** Names of the compose file → what they stand for here. */
  places: Readonly<Record<string, string>>
  env?: Readonly<Record<string, string>>
}

/** The program of a container as another user than root, with the environment of its image and of the compose file. */
export function startContainer(service: ComposeService, circumstances: Circumstances): Container {
  const { image, programs, port, places } = circumstances
  const { build, command, environment, healthcheck } = service
  const here = (text: string | number) =>
    ledInto(
      Object.entries(places).reduce((all, [name, place]) => all.replaceAll(name, place), String(text)),
      image.place.root,
    )
  const env: Record<string, string> = {
    ...{ PATH: `${programs}:/usr/bin:/bin`, ...image.env, HOST: '127.0.0.1', PORT: String(port) },
    MAIN: `services/${build?.args.SERVICE}/src/main.ts`,
    ...Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, here(value)])),
    ...circumstances.env,
  }
  const { uid, gid, root } = image.place
  const options = { cwd: join(root, image.workdir), env, uid, gid }
  const [program = '', ...words] = (command ?? image.cmd).map(here)
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  return {
    child,
    ended: new Promise((resolve) => child.once('close', (code) => resolve(code))),
    said: () => text,
    check(whose) {
      const [first = '', ...rest] =
        whose === 'image' ? image.healthcheck : (healthcheck?.test?.slice(1) ?? [])
      return spawnSync(first, rest, options).status
    },
  }
}
