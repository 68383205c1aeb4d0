import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Entity, loadEntity } from '@ventanilla/procedures'
import type { Names } from '../jobs/ports.ts'

/** Names as the files of the entities have them. @throws ProcedureError when one of them is no good */
export function entityNames(dir: string): Names {
  const entities = new Map(
    readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => loadEntity(join(dir, entry.name)))
      .map((entity): [string, Entity] => [entity.id, entity]),
  )
  return {
    entity: (id) => entities.get(id)?.name ?? id,
    kind(id, procedure, kind) {
      // The newest version that has it: a letter says the name, and the name is all that may have changed.
      const versions = entities.get(id)?.versions.filter((one) => one.id === procedure) ?? []
      return versions.flatMap(({ kinds }) => kinds).findLast((one) => one.id === kind)?.name
    },
  }
}
