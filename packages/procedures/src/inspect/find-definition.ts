import { inspectEntity } from './inspect-entity.ts'
import { entityDirs } from './inspect-path.ts'
import type { Inspected } from './report.ts'

/** How a version of a procedure is called: `icetex/pqrsd@1`; without `@1` it is the newest. */
const shape = /^(?<entity>[a-z0-9-]+)\/(?<id>[a-z0-9-]+)(@(?<version>\d{1,6}))?$/

export function isDefinitionName(asked: string): boolean {
  return shape.test(asked)
}

/** A version that can be used, under its name. */
export interface NamedDefinition extends Inspected {
  readonly name: string
}

/** Every version that can be used of every procedure below a folder of entities, in the order of their numbers. */
export function definitionsIn(entitiesDir: string): NamedDefinition[] {
  const found = entityDirs(entitiesDir)
    .flatMap(inspectEntity)
    .flatMap((one) => {
      const { entity, procedure } = one
      if (entity === undefined || procedure === undefined) return []
      const { id, version } = procedure
      return [{ name: `${entity.id}/${id}@${version}`, version, one }]
    })
  return found.sort((a, b) => a.version - b.version).map(({ name, one }) => ({ ...one, name }))
}

export function definitionNamed(entitiesDir: string, name: string): NamedDefinition | undefined {
  const { entity, id, version } = shape.exec(name)?.groups ?? {}
  const versions = definitionsIn(entitiesDir).filter((one) => one.name.startsWith(`${entity}/${id}@`))
  if (version === undefined) return versions.at(-1)
  return versions.find(({ procedure }) => procedure?.version === Number(version))
}
