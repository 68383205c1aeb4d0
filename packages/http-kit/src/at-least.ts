import { z } from 'zod'
import { problem } from './problem.ts'

/** A place in what a service has written about an entity, as the answer to a change names it. */
export interface Position {
  source: string
  entity: string
  position: number
}

const WRITTEN = /^([a-z][a-z-]{0,39})\/([^\s/@]{1,80})@([1-9]\d{0,14})$/

/** 'intake/icetex@1204': for the answer to a change, and for `atLeast` of whoever reads what came of it. */
export function positionText({ source, entity, position }: Position): string {
  return `${source}/${entity}@${position}`
}

export const positionSchema = z.string().meta({
  description: 'Hasta dónde llegó lo escrito. En «atLeast» de una consulta, esta espera hasta mostrarlo',
  examples: ['intake/icetex@1204'],
})

/** Query parameter of a read that may have to wait. */
export const atLeast = z
  .string()
  .max(140)
  .transform((text, context): Position => {
    const [, source, entity, position] = WRITTEN.exec(text) ?? []
    if (source !== undefined && entity !== undefined) return { source, entity, position: Number(position) }
    context.addIssue({
      code: 'custom',
      message: 'No es una posición. Envíe «position» como llegó en la respuesta.',
      params: { code: 'invalid-format' },
    })
    return z.NEVER
  })
  .describe(
    '«position» de la respuesta a un cambio: la consulta espera, unos segundos a lo sumo, hasta mostrarlo',
  )

/** How long a read waits for what it was asked to show, milliseconds. */
export const AT_LEAST_MS = 5_000

export function notReached() {
  return problem('position-not-reached', {
    field: 'query.atLeast',
    detail: 'Lo que se escribió todavía no se puede consultar. Vuelva a preguntar en un momento.',
    retryAfter: 1,
  })
}
