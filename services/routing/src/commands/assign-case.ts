import { bogotaDate } from '@ventanilla/calendar'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changeCase } from './change-case.ts'
import { textOf } from './keep-texts.ts'

export interface AssignAsked {
  area: string
  level: number
  officer?: string
  note: string
}

export function assignCase(deps: ChangeDeps, asked: Asked, { note, ...to }: AssignAsked): Promise<Changed> {
  const now = deps.clock.now()
  return changeCase(deps, asked, (_, rules, seed) => {
    const texts = textOf(seed, 'case-note', note)
    const noteRef = texts[0]?.ref ?? ''
    return { command: { type: 'Assign', ...to, ...rules, noteRef, on: bogotaDate(now) }, at: now, texts }
  })
}
