import { type HttpRoutes, problem } from '@ventanilla/http-kit'
import { lawUncountable } from '@ventanilla/procedures'
import { instantOf, rulesOf } from '@ventanilla/terms'
import type { SlaClockDeps } from '../deps.ts'
import { whatIfPage } from '../queries/what-if/page.ts'
import { bornWith, type TriedTerm } from '../queries/what-if/tried-term.ts'
import { assertKind, entityAsked, knownRegime } from './asked-names.ts'
import { assertReached, cursorOf, walkOf } from './cursor.ts'
import { termWhatIfBody, termWhatIfView } from './term-what-if-shapes.ts'

/** Which cases of a kind would stand elsewhere under another term or another law, before a procedure says so. */
export const termWhatIfRoutes =
  (deps: SlaClockDeps): HttpRoutes =>
  async (app) => {
    app.post(
      '/v1/clocks/what-if',
      {
        config: { auth: { scopes: ['admin'] } },
        schema: {
          tags: ['Términos'],
          summary: 'Qué casos de una clase cambiarían con otro plazo o con otra ley',
          description:
            'Vuelve a contar, desde los mismos hechos, los términos de una clase de solicitud con otro plazo («term») ' +
            'o con otro régimen («law»), y lista los que quedarían en otra fecha o en otro estado. No escribe nada. Con ' +
            'lo que ya dice el procedimiento no cambia ninguno.',
          ...{ body: termWhatIfBody, response: { 200: termWhatIfView } },
        },
      },
      async ({ caller, body }) => {
        const entity = await entityAsked(deps, caller, body.entity)
        assertKind(deps, { ...body, entity })
        assertLaw(body.law)
        // The schema let nothing else through.
        const at = body.at === undefined ? deps.clock.now() : (instantOf(body.at) ?? body.at)
        const { openOnly, limit, received } = body
        const { after, since } = walkOf(body.cursor)
        const page = await whatIfPage(deps, {
          ...{ entity, at, openOnly, after, limit },
          tried({ start, calendar }, opened) {
            const { procedure: id, procedureVersion } = opened
            if (id !== body.procedure || !within(start.received, received)) return undefined
            const born = bornWith(body, start, deps.findProcedure(entity, id, procedureVersion))
            return born && { start: born, calendar }
          },
        })
        const { changes, totals, position, head } = page
        assertReached(after, head)
        return {
          ...{ entity, at },
          items: changes.map(({ movedBy = null, ...change }) => ({ ...change, movedBy })),
          totals: { ...totals, states: [...totals.states] },
          progress: { done: position, total: head },
          ...(position < head && { next: cursorOf(`${position}.${since ?? head}`) }),
        }
      },
    )
  }

/** @throws ProblemError `name-unknown`, or `validation-failed` for a law that isn't known with these parameters */
function assertLaw(law: TriedTerm['law']): void {
  if (law === undefined) return
  const rules = rulesOf(knownRegime(law.regime), law.set)
  if ('refused' in rules)
    throw problem('validation-failed', { field: `body.law.set.${rules.field}`, detail: rules.detail })
  const uncountable = lawUncountable(rules)
  if (uncountable !== undefined)
    throw problem('validation-failed', { field: 'body.law', detail: `${uncountable}.` })
}

function within(day: string, { from, to }: { from?: string | undefined; to?: string | undefined }): boolean {
  return (from === undefined || day >= from) && (to === undefined || day <= to)
}
