import { loadEntities } from '@ventanilla/procedures'
import type { Names } from '../jobs/ports.ts'

/** Names as the files of the entities have them. @throws ProcedureError when one of them is no good */
export function entityNames(dir: string): Names {
  const entities = loadEntities(dir)
  return {
    entity: (id) => entities.get(id)?.name ?? id,
    kind(id, procedure, kind) {
      // The newest version that has it: a letter says the name, and the name is all that may have changed.
      const versions = entities.get(id)?.versions.filter((one) => one.id === procedure) ?? []
      return versions.flatMap(({ kinds }) => kinds).findLast((one) => one.id === kind)?.name
    },
  }
}
