import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entitiesDir, loadEntity, loadProcedure, type Procedure } from '@ventanilla/procedures'
import type { FindProcedure } from '../../src/reactions/public-facts.ts'
import { entity } from './routing-events.ts'

/** Where a folder of entities keeps the procedure of petitions. */
export const pqrsdFile = join(entity, 'procedures', 'pqrsd.yaml')

const regime = '  - { id: interno, name: Acuerdo interno, source: Prueba }\n'
const state = '  - { id: ante-el-defensor, name: Ante el Defensor del Consumidor Financiero, clock: runs }\n'
const moves = `  - id: llevar-al-defensor
    from: asignada
    to: ante-el-defensor
    reason: El Defensor pide la posición de la entidad
  - id: cerrar-con-encuesta
    from: respondida
    to: cerrada
    reason: El peticionario contestó la encuesta
    action: close
`

const level = (nth: number, amount: number) => `  - id: nivel-${nth}
    name: Nivel ${nth}
    regime: interno
    term: { amount: ${amount}, unit: business-days }
    article: Prueba, nivel ${nth}
    starts: { level: ${nth} }
    meets: [leaving, answer]
    pauses: true
    reopens: new-term
    ladder: [{ id: rojo, name: Rojo, atRemaining: 1 }]
`

const clocks = `
clocks:
  - id: acuse
    name: Acuse de recibo
    regime: ley-1755
    term: { amount: 2, unit: business-days }
    article: Prueba, acuse
    starts: opening
    meets: [acknowledgement]
    reopens: stays
    ladder: [{ id: rojo, name: Rojo, atRemaining: 1 }]
${level(1, 2)}${level(2, 5)}${level(3, 8)}  - id: defensor
    name: Respuesta al Defensor
    kinds: [queja, reclamo]
    regime: interno
    term: { amount: 8, unit: business-days }
    article: Prueba, Defensor
    starts: { state: ante-el-defensor }
    meets: [answer]
    reopens: remaining-days
  - id: encuesta
    name: Encuesta de servicio
    regime: interno
    term: { amount: 3, unit: calendar-days }
    article: Prueba, encuesta
    starts: { state: respondida }
    meets: [{ move: cerrar-con-encuesta }, { move: reabrir-inconforme }]
    reopens: stays
`

/** The procedure of petitions with a regulator's state, and every clock that a case may have beside its term. */
export function declaredYaml(): string {
  const edits: [string, string][] = [
    ['regimes:\n', regime],
    ['  - { id: respondida, name: Respondida de fondo, clock: ends }\n', state],
    ['    from: [radicada, asignada, en-tramite, escalada, requerida, reabierta]\n    to: respondida', ''],
    ['    to: cerrada\n    reason: Respuesta comunicada al peticionario\n    action: close\n', moves],
  ]
  const text = edits.reduce(
    (text, [after, more]) => {
      if (text.split(after).length !== 2)
        throw new Error(`«${after}» does not stand exactly once in the text`)
      const written = more === '' ? after.replace('requerida,', 'requerida, ante-el-defensor,') : after + more
      return text.replace(after, () => written)
    },
    readFileSync(join(entitiesDir, pqrsdFile), 'utf8'),
  )
  return text + clocks
}

const icetex = loadEntity(join(entitiesDir, entity))
export const declared: Procedure = loadProcedure(declaredYaml(), icetex)

/** What a clock is called among them. */
export const names = declared.clocks.map(({ id }) => id)

/** The definition with those clocks of it alone. */
export function declaring(...ids: readonly string[]): FindProcedure {
  const procedure = { ...declared, clocks: declared.clocks.filter(({ id }) => ids.includes(id)) }
  return (of, id) => (of === entity && id === procedure.id ? procedure : undefined)
}
