import { type HttpRoutes, unknownName } from '@ventanilla/http-kit'
import { z } from 'zod'
import { type ConformanceDeps, readConformance } from '../queries/conformance/reader.ts'
import { cursorOf, placeOf } from './cursor.ts'
import { ownEntity } from './reads.ts'
import { page } from './shapes.ts'

const query = z.strictObject({
  entity: z.string().min(1).max(160).optional(),
  procedure: z.string().min(1).max(160).optional(),
  ...page,
})

const count = z.int().min(0)

const deviation = z.strictObject({
  caseId: z.uuid(),
  code: z.string().describe('Lo que el procedimiento no admite; los códigos están en la referencia'),
  version: z.int().describe('Dónde está el hecho entre los del caso'),
  at: z.string(),
  transition: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  reason: z.string().optional(),
  detail: z.string(),
})

const answer = z.strictObject({
  cases: count,
  moves: count,
  recorded: count.describe('Movimientos que contó otro sistema: se toman como vienen'),
  procedures: z
    .array(
      z.strictObject({
        entity: z.string(),
        procedure: z.string(),
        version: z.int(),
        cases: count,
        paths: z
          .array(
            z.strictObject({
              states: z.array(z.string()).readonly(),
              cases: count,
              example: z.uuid().describe('Un caso que lo siguió'),
            }),
          )
          .describe('Los caminos reales, estado por estado'),
        transitions: z
          .array(
            z.strictObject({
              ...{ id: z.string(), from: z.string(), to: z.string(), reason: z.string() },
              made: count,
            }),
          )
          .describe('Todos los de la versión, también los que nadie hizo'),
      }),
    )
    .readonly(),
  deviations: z.array(deviation).readonly().describe('Todo lo que el procedimiento no admite; vacío si nada'),
  total: count.optional().describe('Cuántos casos hay que mirar; lo dice la primera página'),
  next: z.string().optional(),
})

/** The real paths of cases, held against their procedures. */
export function conformanceRoutes(deps: ConformanceDeps): HttpRoutes {
  return async (app) => {
    app.get(
      '/v1/conformance',
      {
        config: { auth: { scopes: ['cases:read', 'admin'] } },
        schema: {
          summary:
            'Los caminos que de verdad siguieron los casos, y lo que en ellos no admite su procedimiento',
          description: 'Cada página cuenta lo de sus casos, por orden de llegada: lo de todas se suma.',
          tags: ['procedimientos'],
          ...{ querystring: query, response: { 200: answer } },
        },
      },
      async ({ query: { cursor, entity, ...where }, caller }) => {
        const after = cursor === undefined ? undefined : placeOf(cursor)
        const asked = { ...where, entity: ownEntity(caller, entity), after }
        const { next, ...found } = await readConformance(deps, asked)
        if (found.total === 0) await assertKnown(deps, asked, entity)
        return { ...found, ...(next && { next: cursorOf(next) }) }
      },
    )
  }
}

/** Of definitions that were taken away there may be cases. @throws ProblemError `name-unknown` */
async function assertKnown(
  deps: ConformanceDeps,
  asked: Parameters<typeof readConformance>[1],
  sent: string | undefined,
): Promise<void> {
  const { entities } = deps.definitions
  const { entity, procedure } = asked
  const held = entity === undefined ? [...entities.values()] : [entities.get(entity)]
  const known = held.filter((one) => one !== undefined)
  if (known.length === 0) {
    const { total } = await readConformance(deps, { ...asked, procedure: undefined, limit: 1 })
    if (total !== 0) return
    throw unknownName(sent === undefined ? undefined : 'query.entity', entities.keys())
  }
  const procedures = known.flatMap(({ versions }) => versions.map(({ id }) => id))
  if (procedure !== undefined && !procedures.includes(procedure))
    throw unknownName('query.procedure', procedures)
}
