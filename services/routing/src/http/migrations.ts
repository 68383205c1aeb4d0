import { bogotaDate } from '@ventanilla/calendar'
import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { procedureVersion } from '@ventanilla/procedures'
import type { BusinessClock } from '@ventanilla/runtime'
import { z } from 'zod'
import { allowEntity } from '../commands/read-open.ts'
import { type MigrationDeps, readMigration } from '../queries/migration/reader.ts'
import { migratedStates } from './bodies.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { page } from './shapes.ts'

const name = z.string().min(1).max(160)

const query = z.strictObject({
  entity: name,
  procedure: name,
  version: z.int().min(1).describe('A la que pasarían'),
  states: migratedStates,
  ...page,
})

const answer = z.strictObject({
  items: z.array(
    z.strictObject({
      caseId: z.uuid(),
      kind: z.string(),
      version: z.int().describe('La del caso, para If-Match'),
      fromVersion: z.int(),
      from: z.string(),
      state: z.string().describe('Dónde quedaría'),
      waits: z
        .array(z.strictObject({ transition: z.string(), to: z.string(), reason: z.string(), at: z.string() }))
        .describe('Lo que el sistema haría allá por sí solo, y cuándo'),
      obstacles: z
        .array(z.strictObject({ code: z.string(), field: z.string(), detail: z.string() }))
        .describe('Por qué no podría pasar; vacío si puede'),
    }),
  ),
  total: z
    .int()
    .optional()
    .describe('Cuántos casos abiertos viven bajo otra versión; lo dice la primera página'),
  next: z.string().optional(),
})

/** What would become of the open cases under another version of their procedure. */
export function migrationRoutes(deps: MigrationDeps & { clock: BusinessClock }): HttpRoutes {
  return async (app) => {
    app.post(
      '/v1/migrations/preview',
      {
        config: { auth: { scopes: ['admin'] }, errors: ['procedure-version-unknown'] },
        schema: {
          summary: 'Qué casos abiertos pasarían a otra versión de su procedimiento, y cuáles no podrían',
          description: 'No escribe nada. Cada caso se pasa con POST /v1/cases/{caseId}/migration.',
          tags: ['procedimientos'],
          ...{ body: query, response: { 200: answer } },
        },
      },
      async ({ body: { cursor, limit, entity, procedure, version, states = {} }, caller }) => {
        allowEntity(caller, entity)
        const known = deps.definitions.entities.get(entity)
        const to = known && procedureVersion(known, procedure, version)
        if (to === undefined) throw problem('procedure-version-unknown', { field: 'body.version' })
        const after = cursor === undefined ? undefined : placeOf(cursor)
        const on = bogotaDate(deps.clock.now())
        const { next, ...found } = await readMigration(deps, { entity, to, states, on, limit, after })
        return { ...found, ...(next && { next: cursorOf(next) }) }
      },
    )
  }
}
