import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Entity, loadEntity } from '@ventanilla/procedures'

/** Every entity of a folder that holds one folder for each. @throws ProcedureError; Error when there is none */
export function loadEntities(dir: string): Map<string, Entity> {
  const folders = readdirSync(dir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const entities = folders.map(({ name }) => loadEntity(join(dir, name)))
  if (entities.length === 0) throw new Error(`${dir} holds no entity`)
  return new Map(entities.map((entity) => [entity.id, entity]))
}
