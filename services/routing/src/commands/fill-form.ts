import { bogotaDate } from '@ventanilla/calendar'
import type { FormBrought } from '../domain/move/needs.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changeCase } from './change-case.ts'
import { formBrought } from './keep-texts.ts'

export function fillForm(deps: ChangeDeps, asked: Asked, given: FormBrought['given']): Promise<Changed> {
  const now = deps.clock.now()
  return changeCase(deps, asked, (_, { procedure }, seed) => {
    const form = formBrought(seed, given)
    return {
      command: { type: 'FillForm', form, procedure, today: bogotaDate(now) },
      at: now,
      texts: [],
      form,
    }
  })
}
