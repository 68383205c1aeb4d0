import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import { erasePerson, erasureReasons } from '../commands/erase-person.ts'
import type { IntakeDeps } from '../deps.ts'
import { entityOfPerson } from '../queries/filings/reader.ts'
import { actorOf, assertEntity } from './caller.ts'

const reason = z
  .enum(erasureReasons)
  .describe(
    'holder-request: lo pide la persona. authority-order: lo ordena una autoridad. retention-ended: pasó el tiempo ' +
      'de conservación. filed-by-mistake: se radicó por error',
  )

/** Erasure of personal data (Ley 1581/2012 art. 8.e). */
export const erasureRoutes =
  (deps: IntakeDeps): HttpRoutes =>
  async (app) => {
    app.post(
      '/v1/persons/:personRef/erasure',
      {
        config: { auth: { scopes: ['admin'] }, errors: ['not-found'] },
        schema: {
          tags: ['Datos personales'],
          summary: 'Suprimir los datos de una persona',
          description:
            'Destruye la clave con la que están cifrados sus datos, textos, sobres y archivos. No se puede deshacer. ' +
            'Las radicaciones, sus números y sus términos siguen. Repetirlo no cambia nada.',
          params: z.object({ personRef: z.uuid().toLowerCase() }),
          body: z.strictObject({ reason }),
          response: {
            200: z.object({ personRef: z.uuid(), erasedAt: z.iso.datetime({ precision: 3 }), reason }),
          },
        },
      },
      async ({ caller, params: { personRef }, body }) => {
        const entity = await entityOfPerson(deps.database, personRef)
        if (entity === undefined) throw problem('not-found', { detail: 'Nadie tiene esta referencia.' })
        assertEntity(caller, entity)
        return erasePerson(deps, { personRef, entity, reason: body.reason, actor: actorOf(caller) })
      },
    )
  }
