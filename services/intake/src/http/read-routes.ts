import {
  AT_LEAST_MS,
  atLeast,
  type Caller,
  type HttpRoutes,
  notReached,
  type Position,
  problem,
} from '@ventanilla/http-kit'
import type { Projector } from '@ventanilla/projections'
import { z } from 'zod'
import { findFiling } from '../commands/find-filing.ts'
import { personSchema } from '../commands/person.ts'
import { readPerson, readText } from '../commands/read-person.ts'
import type { IntakeDeps } from '../deps.ts'
import { filingOf, listFilings, readFiling } from '../queries/filings/reader.ts'
import { actorOf, assertEntity, assertScope } from './caller.ts'
import { cursor, cursorOf, limit } from './cursor.ts'
import { filingPageSchema, filingSchema, filingView } from './filing-view.ts'
import { problemOf } from './problems.ts'

export const caseIdParam = z.object({ caseId: z.uuid().toLowerCase().describe('Identificador del caso') })

const notOurs = () =>
  problem('validation-failed', {
    field: 'query.atLeast',
    detail: 'La posición es de otro servicio: aquí se esperan las que empiezan por «intake/».',
  })

export const notFound = () =>
  problem('not-found', { detail: 'No hay una radicación con este identificador.' })

const textSchema = z.object({
  subject: z.string(),
  text: z.string(),
  form: z.record(z.string(), z.json()).optional(),
  attachments: z.array(z.object({ ref: z.string(), name: z.string() })).optional(),
})

/** What was filed, and, for who attends it, by whom and what it says. */
export const readRoutes =
  (deps: IntakeDeps, filings: Projector): HttpRoutes =>
  async (app) => {
    const reading = { auth: { scopes: ['cases:read', 'admin'] }, errors: ['not-found'] } as const
    const working = {
      auth: { scopes: ['cases:work', 'admin'] },
      errors: ['not-found', 'filing-anonymous', 'data-erased'],
    } as const

    app.get(
      '/v1/filings',
      {
        config: reading,
        schema: {
          tags: ['Radicación'],
          summary: 'Listar radicaciones, de la más reciente a la más antigua',
          querystring: z.strictObject({
            entity: z.string().max(80).optional(),
            state: z.enum(['quarantined', 'filed']).optional(),
            cursor: cursor.optional(),
            limit,
            atLeast: atLeast.optional(),
          }),
          response: { 200: filingPageSchema },
        },
      },
      async ({ caller, query }) => {
        const { cursor: after, atLeast: position, ...asked } = query
        const entity = asked.entity ?? caller.entity
        if (entity !== undefined) assertEntity(caller, entity)
        const table = position && (await tableAt(filings, caller, position))
        const rows = await listFilings(deps.database, { ...asked, entity, after, table })
        return pageOf(rows, query.limit)
      },
    )

    app.get(
      '/v1/filings/:caseId',
      {
        config: reading,
        schema: {
          tags: ['Radicación'],
          summary: 'Una radicación',
          params: caseIdParam,
          querystring: z.strictObject({ atLeast: atLeast.optional() }),
          response: { 200: filingSchema },
        },
      },
      async ({ caller, params, query }) => {
        const table = query.atLeast && (await tableAt(filings, caller, query.atLeast))
        const row =
          table === undefined
            ? await readFiling(deps.log, params.caseId)
            : await filingOf(deps.database, table, params.caseId)
        if (!row) throw notFound()
        assertEntity(caller, row.entity)
        return filingView(row)
      },
    )

    app.get(
      '/v1/filings/:caseId/person',
      {
        config: working,
        schema: {
          tags: ['Radicación'],
          summary: 'Quién radicó',
          description: 'Queda constancia de quién lo leyó. Con identidad reservada pide «admin».',
          params: caseIdParam,
          response: { 200: z.object({ personRef: z.uuid(), person: personSchema }) },
        },
      },
      async ({ caller, params }) => {
        const found = await findFiling(deps.log, params.caseId)
        if (!found) throw notFound()
        assertEntity(caller, found.entity)
        if (found.received.mode === 'reserved')
          assertScope(caller, 'admin', 'La identidad de quien radicó está reservada.')
        const read = await readPerson(deps, found, actorOf(caller))
        if ('refused' in read) throw problemOf(read)
        return { personRef: read.personRef, person: personSchema.parse(read.person) }
      },
    )

    app.get(
      '/v1/filings/:caseId/text',
      {
        config: working,
        schema: {
          tags: ['Radicación'],
          summary: 'Lo que se radicó',
          description:
            'Asunto, texto, otros campos y nombres de los archivos. Queda constancia de quién lo leyó. Con identidad ' +
            'reservada, todo menos el asunto y el texto pide «admin».',
          params: caseIdParam,
          response: { 200: textSchema },
        },
      },
      async ({ caller, params }) => {
        const found = await findFiling(deps.log, params.caseId)
        if (!found) throw notFound()
        assertEntity(caller, found.entity)
        const read = await readText(deps, found, actorOf(caller))
        if ('refused' in read) throw problemOf(read)
        const { subject, text, ...others } = textSchema.parse(read.text)
        // A field or the name of a file may say who it was, as a turn may; what is told has to be read to be attended.
        const whole = found.received.mode !== 'reserved' || caller.scopes.includes('admin')
        return { subject, text, ...(whole && others) }
      },
    )
  }

/** The table of the read model, once everything up to the position is in it. */
async function tableAt(filings: Projector, caller: Caller, { source, entity, position }: Position) {
  assertEntity(caller, entity)
  if (source !== 'intake') throw notOurs()
  const table = await filings.until(entity, position, AT_LEAST_MS)
  if (table === undefined) throw notReached()
  return table
}

export function pageOf(rows: Awaited<ReturnType<typeof listFilings>>, size: number) {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  const next = rows.length > size && last ? { next: cursorOf(last) } : {}
  return { items: shown.map(filingView), ...next }
}
