import { createHash } from 'node:crypto'
import type { JsonObject } from '@ventanilla/decider'
import { type Append, deriveId, type EventLog } from '@ventanilla/event-log'
import type { Definition } from '../../domain/extract/definition.ts'
import type { DefinitionKept } from '../../domain/versions.ts'

/** The SHA-256 of all that a definition says: the same content has the same version, in whatever order it is written. */
export function versionOf(definition: Definition): string {
  return createHash('sha256').update(canonical(definition)).digest('hex')
}

/**
 * The fact that keeps a definition, for the first extract made by it; undefined when it is kept already. The files it
 * was read from may change: what was issued by it can be made again.
 */
export async function keeping(
  log: Pick<EventLog, 'stream'>,
  entity: string,
  definition: Definition,
  at: string,
): Promise<Append | undefined> {
  const stream = streamOf(entity, versionOf(definition))
  if ((await log.stream(stream)).version > 0) return undefined
  const data = { definition } satisfies DefinitionKept['data']
  const event = { id: deriveId(stream), type: 'DefinitionKept', at, data: data as unknown as JsonObject }
  return { stream, expected: 0, events: [event], actor: 'service:reporting' }
}

/** @throws when it isn't there, or isn't what its version says: an extract was issued by it, so the log is damaged */
export async function keptDefinition(
  log: Pick<EventLog, 'stream'>,
  entity: string,
  version: string,
): Promise<Definition> {
  const [recorded] = (await log.stream(streamOf(entity, version))).events
  const definition = recorded?.data.definition as unknown as Definition | undefined
  if (definition === undefined) throw new Error(`definition ${version} of ${entity} was not kept`)
  if (versionOf(definition) !== version) throw new Error(`definition ${version} of ${entity} was altered`)
  return definition
}

function streamOf(entity: string, version: string): string {
  return `definition/${entity}/${version}`
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
