import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { ChangeDeps } from '../commands/asked.ts'
import { linkCase, unlinkCase } from '../commands/link-case.ts'
import { linkTypes } from '../domain/links/link.ts'
import { note } from './bodies.ts'
import { answerOf, askedOf, changeCodes, workers } from './changing.ts'
import { caseParams, changedView } from './shapes.ts'

const linkBody = z.strictObject({
  link: z.enum(linkTypes).describe('Lo que este caso es del otro'),
  other: z.uuid().toLowerCase().describe('El otro caso, de la misma entidad'),
  note: note.describe('Por qué'),
})

/** A tutela and its petition, a case and what follows from it: each shows the other, and both go on. */
export function linkRoutes(deps: ChangeDeps): HttpRoutes {
  const config = { auth: workers, rawBody: true, errors: changeCodes }
  const schema = { tags: ['casos'], params: caseParams, body: linkBody, response: { 200: changedView } }
  return async (app) => {
    app.post(
      '/v1/cases/:caseId/links',
      {
        config,
        schema: { summary: 'Enlaza un caso con otro, sin unirlos: los dos se ven desde cada uno', ...schema },
      },
      async (request, reply) => {
        const changed = await linkCase(deps, askedOf(request, 'links'), request.body)
        return answerOf(deps.definitions, reply, changed)
      },
    )
    app.post(
      '/v1/cases/:caseId/links/removal',
      {
        config,
        schema: { summary: 'Quita el enlace entre dos casos, desde cualquiera de ellos', ...schema },
      },
      async (request, reply) => {
        const changed = await unlinkCase(deps, askedOf(request, 'links/removal'), request.body)
        return answerOf(deps.definitions, reply, changed)
      },
    )
  }
}
