import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import { procedureOf } from './support/cases.ts'
import { caseBefore, making, whole } from './support/reached.ts'

const procedure = procedureOf('pqrsd', 2)
const rating = procedure.transitions.find(({ id }) => id === 'cerrar-calificada')
if (rating === undefined) throw new Error('nobody rates')

function rated(answers: Record<string, unknown>, counting = procedure) {
  if (rating === undefined) throw new Error('nobody rates')
  const kind = 'queja'
  const brought = whole(procedure, rating, kind)
  const { state } = given(caseDecider, ...caseBefore(procedure, rating, kind))
  const form = { given: answers, ref: brought.form?.ref ?? '' }
  const decision = caseDecider.decide(making(counting, rating, { ...brought, form }), state)
  if (isRefusal(decision)) throw new Error(`${decision.refused}: ${decision.detail}`)
  return decision
}

describe('what people answer in a form that a move asks', () => {
  it('is told in the fields that indicators count, and in no other', () => {
    const events = rated({ satisfaccion: 4, claridad: 2, resuelto: true, comentario: 'Bien' })
    expect(events.at(-1)).toMatchObject({
      type: 'CaseMeasured',
      data: { form: 'calificacion', values: { satisfaccion: 4 } },
    })
    expect(Object.keys(events.at(-1)?.data ?? {}).toSorted()).toEqual(['caseId', 'form', 'on', 'values'])
  })

  it('is told of nobody where no indicator counts it', () => {
    const types = rated({ satisfaccion: 4 }, { ...procedure, indicators: [] }).map(({ type }) => type)
    expect(types).not.toContain('CaseMeasured')
    expect(types).toContain('CaseMoved')
  })
})
