import { bogotaDate } from '@ventanilla/calendar'
import { defined } from '../domain/defined.ts'
import type { Attached } from '../domain/events.ts'
import type { FormBrought } from '../domain/move/needs.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changeCase } from './change-case.ts'
import { formBrought, textOf } from './keep-texts.ts'
import { personOf } from './person.ts'

export interface AssignAsked {
  evidence?: readonly Attached[]
  form?: FormBrought['given']
  area: string
  level: number
  officer?: string
  note: string
}

export function assignCase(deps: ChangeDeps, asked: Asked, said: AssignAsked): Promise<Changed> {
  const now = deps.clock.now()
  const { note, evidence = [], form: given, ...to } = said
  const by = personOf(asked.caller)
  return changeCase(deps, asked, (_, rules, seed) => {
    const texts = textOf(seed, 'case-note', note)
    const noteRef = texts[0]?.ref
    const form = given && formBrought(seed, given)
    const about = { ...to, ...rules, ...defined({ by, form, noteRef }), evidence, on: bogotaDate(now) }
    return { command: { type: 'Assign', ...about }, at: now, texts, form }
  })
}
