import type { Calendar } from '@ventanilla/calendar'
import { type Refusal, refuse } from '@ventanilla/decider'
import { type FactRefusal, factRefusals } from '@ventanilla/terms'
import type { ClockStart, Extension } from './facts.ts'
import { history, type Life } from './history.ts'

/** The service's word for what a law's count says of an extension. */
const codes = {
  'extension-late': 'extension-after-due',
  'extension-while-paused': 'clock-paused',
  'already-extended': 'already-extended',
  'extension-beyond-limit': 'extension-beyond-limit',
  'clock-ended': 'clock-ended',
  'before-received': 'extension-before-received',
} as const satisfies Partial<Record<FactRefusal, string>>

type Code = (typeof codes)[keyof typeof codes] | 'extension-not-allowed'

/**
 * Why a law doesn't count an extension in its place among what happened, when the service's rules, which look at the
 * present, have nothing against it; undefined when it counts, and for a term that was agreed.
 * @param lengthened the life that has it
 */
export function refusedByLaw(
  start: ClockStart,
  lengthened: Life,
  granted: Extension,
  calendar: Calendar,
): Refusal<Code> | undefined {
  if (start.law === undefined) return undefined
  const found = history(start, lengthened, calendar).refused.find(({ what }) => what === granted)
  if (found === undefined) return undefined
  const code = isKnown(found.code) ? codes[found.code] : 'extension-not-allowed'
  return refuse(code, { detail: `No cuenta: ${factRefusals[found.code]}.` })
}

function isKnown(code: FactRefusal): code is keyof typeof codes {
  return Object.hasOwn(codes, code)
}
