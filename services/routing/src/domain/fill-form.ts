import type { LocalDate } from '@ventanilla/calendar'
import { type Decision, refuse } from '@ventanilla/decider'
import { kindForm, type Procedure, sameFilled } from '@ventanilla/procedures'
import type { OpenCase } from './case.ts'
import type { CaseEvent } from './events.ts'
import { measured } from './measured.ts'
import { broughtForm } from './move/lacks/form.ts'
import { unless } from './move/lacks/lack.ts'
import type { FormBrought } from './move/needs.ts'
import type { CaseRefusalCode } from './refusals.ts'

/** The form that its kind is asked with is filled in, as a whole: what isn't given any more is taken away. */
export interface FillForm {
  type: 'FillForm'
  form: FormBrought
  today: LocalDate
  procedure: Procedure
}

/**
 * What is given has to be right; it need not be all. Whoever fills it in goes on later, and moves that need it
 * complete say so themselves.
 */
export function decideFillForm(command: FillForm, state: OpenCase): Decision<CaseEvent, CaseRefusalCode> {
  const { form: brought, today, procedure } = command
  const form = kindForm(procedure, state.kind)
  if (form === undefined)
    return refuse('form-not-asked', { detail: 'Los casos de este tipo no se piden con un formulario.' })
  if (state.final) return refuse('case-closed', { detail: 'El caso terminó: su formulario ya no cambia.' })
  const here = procedure.states.find(({ id }) => id === state.state)
  if (here?.closesForm)
    return refuse('form-closed', { detail: `En «${here.name}» el formulario de la solicitud ya no cambia.` })
  const { wrong, filled } = broughtForm(form, brought, today)
  return unless(wrong, () => {
    if (sameFilled(filled, state.form ?? nothing)) return []
    const { caseId } = state
    return [
      { type: 'CaseFormFilled', data: { caseId, on: today, form: filled } },
      ...measured(procedure, { caseId, form: filled, on: today }),
    ]
  })
}

const nothing = { values: {}, texts: [] }
