import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type EventVersions, versionOf } from '@ventanilla/decider'
import { API, type Checker, type Type } from 'typescript/unstable/sync'
import type { Violation } from '../violation.ts'
import { fits, type Shape, shapeOf } from './shape.ts'

/** What one service writes into its log, today and before. */
export interface StoredEvents {
  /** 'services/routing' */
  dir: string
  versions: EventVersions
  /** By type, as the code says now. */
  today: ReadonlyMap<string, Shape>
  /** By stored type ('CaseOpened', 'CaseOpened@2'), as was written down when its version began. */
  stored: Readonly<Record<string, Shape>>
  /** Events that were really written. */
  recorded: readonly { type: string; data: unknown }[]
}

export const shapesFile = 'test/fixtures/events/shapes.json'
export const streamsFile = 'test/fixtures/events/streams.json'

/** Every service that says in `domain/versions.ts` what it stores. */
export async function collectStored(root: string): Promise<StoredEvents[]> {
  const files = globSync('services/*/src/domain/versions.ts', { cwd: root }).sort()
  const api = new API({ cwd: root })
  try {
    const config = join(root, 'tsconfig.json')
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config)
    if (!project) throw new Error(`${config} can't be read`)
    const found: StoredEvents[] = []
    for (const file of files) {
      const dir = file.split('/').slice(0, 2).join('/')
      const source = project.program.getSourceFile(join(root, file))
      const module = source && project.checker.getSymbolAtLocation(source)
      const union =
        module && project.checker.getExportsOfModule(module).find(({ name }) => name === 'StoredEvent')
      if (!union) throw new Error(`${file} exports no StoredEvent`)
      const { eventVersions } = await import(pathToFileURL(join(root, file)).href)
      found.push({
        dir,
        versions: eventVersions,
        today: eventsOf(project.checker, project.checker.getDeclaredTypeOfSymbol(union)),
        stored: readJson(join(root, dir, shapesFile), {}),
        recorded: readJson<{ events: StoredEvents['recorded'] }[]>(join(root, dir, streamsFile), []).flatMap(
          ({ events }) => events,
        ),
      })
    }
    return found
  } finally {
    api.close()
  }
}

function eventsOf(checker: Checker, union: Type): Map<string, Shape> {
  const shape = shapeOf(checker, union)
  const events = typeof shape === 'object' && 'anyOf' in shape ? shape.anyOf : [shape]
  const byType = new Map<string, Shape>()
  for (const event of events) {
    const { type, data } = typeof event === 'object' && 'members' in event ? event.members : {}
    if (typeof type !== 'string' || data === undefined) throw new Error('an event has a type and data')
    byType.set(JSON.parse(type), data)
  }
  return byType
}

/** The first version has no mark, as in the log. */
export const storedName = (type: string, version: number): string =>
  version === 1 ? type : `${type}@${version}`

/** What today's events and those that were written down don't agree on. */
export function checkStored({ dir, versions, today, stored, recorded }: StoredEvents): Violation[] {
  const say = (file: string, detail: string): Violation => ({ path: `${dir}/${file}`, detail })
  const found: Violation[] = []
  for (const [type, shape] of today) {
    const version = versionOf(versions, type)
    const name = storedName(type, version)
    for (let old = 1; old < version; old++)
      if (!stored[storedName(type, old)]) found.push(say(shapesFile, `lost ${storedName(type, old)}`))
    if (!stored[name]) found.push(say(shapesFile, `lacks ${name}: write it with --write`))
    else if (JSON.stringify(stored[name]) !== JSON.stringify(shape))
      found.push(
        say('src/domain/versions.ts', `${name} changed its shape: give it an upcaster, and so a new version`),
      )
  }
  for (const [name, shape] of Object.entries(stored)) {
    if (!today.has(name.split('@')[0] ?? ''))
      found.push(say('src/domain/versions.ts', `${name} was stored, and StoredEvent doesn't know it`))
    const examples = recorded.filter(({ type }) => type === name)
    if (examples.length === 0) found.push(say(streamsFile, `has no ${name} that was really written`))
    if (examples.some(({ data }) => !fits(shape, data)))
      found.push(say(streamsFile, `has a ${name} that doesn't have its shape`))
  }
  return found
}

function readJson<T>(file: string, otherwise: T): T {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise
}
