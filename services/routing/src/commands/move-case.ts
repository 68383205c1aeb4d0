import { addDays, bogotaDate, bogotaInstant, type LocalDate } from '@ventanilla/calendar'
import type { Outcome } from '../domain/case.ts'
import { defined } from '../domain/defined.ts'
import type { Attached } from '../domain/events.ts'
import type { MoveName } from '../domain/move/find-move.ts'
import type { FormBrought } from '../domain/move/needs.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changeCase } from './change-case.ts'
import { formBrought, textOf } from './keep-texts.ts'
import { personOf } from './person.ts'

export interface MoveAsked {
  name: MoveName
  on?: LocalDate
  note?: string
  text?: string
  evidence?: readonly Attached[]
  outcome?: Outcome
  theme?: string
  product?: string
  form?: FormBrought['given']
  recordedBy?: string
}

export function moveCase(deps: ChangeDeps, asked: Asked, move: MoveAsked): Promise<Changed> {
  const now = deps.clock.now()
  const today = bogotaDate(now)
  const { note, text, on = today, evidence = [], form: given, ...said } = move
  const by = personOf(asked.caller)
  return changeCase(deps, asked, (_, rules, seed) => {
    const noted = textOf(seed, 'case-note', note)
    const written = textOf(seed, 'case-text', text)
    const form = given && formBrought(seed, given)
    const about = defined({ noteRef: noted[0]?.ref, textRef: written[0]?.ref, form, by })
    return {
      command: { type: 'Move', ...said, ...rules, ...about, on, today, evidence },
      at: instantOf(on, now),
      texts: [...noted, ...written],
      form,
    }
  })
}

/** Of an earlier day only the day is known: it is taken to have happened by the end of it. */
function instantOf(on: LocalDate, now: string): string {
  const end = new Date(Date.parse(bogotaInstant(addDays(on, 1))) - 1).toISOString()
  return end < now ? end : now
}
