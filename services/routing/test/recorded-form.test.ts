import { given } from '@ventanilla/decider/testing'
import type { Procedure } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import { caseIn, pqrsd, textRef } from './support/cases.ts'
import { move } from './support/commands.ts'

describe('a form that another system recorded', () => {
  const form: Procedure['forms'][number] = {
    ...{ id: 'acta', name: 'Acta' },
    fields: [{ id: 'hojas', name: 'Hojas', type: 'integer', required: true }],
  }
  const withForm: Procedure = {
    ...pqrsd,
    forms: [form],
    transitions: pqrsd.transitions.map((one) =>
      one.id.startsWith('iniciar') ? { ...one, form: 'acta' } : one,
    ),
  }
  const told = (fields: Record<string, unknown>) =>
    move(withForm, { action: 'start' }, { recordedBy: 'sistema', form: { given: fields, ref: textRef } })

  it('is taken with what it lacks, refused with what is wrong, and never dropped', () => {
    const asked = given(caseDecider, ...caseIn(withForm, 'asignada'))
    expect(caseDecider.decide(told({}), asked.state)).toMatchObject([
      { type: 'CaseMoved', data: { to: 'en-tramite', form: { id: 'acta', values: {} } } },
    ])
    asked.when(told({ hojas: 'dos' })).thenRefused('form-invalid')
    // It says where the case already stands: no move is written that could carry the form.
    given(caseDecider, ...caseIn(withForm, 'en-tramite'))
      .when(told({ hojas: 2 }))
      .thenRefused('form-not-asked')
  })
})
