import { termInWords } from '@ventanilla/terms'
import type { DeclaredClock } from '../schema/clocks.ts'
import type { Action, ClockEffect, TransitionSource } from '../schema/flow.ts'
import type { Kind, Regime } from '../schema/kinds.ts'
import type { PriorityStep } from '../schema/priority.ts'

/** The words of the tables, which are for the owner of the process: Spanish. */
export const clockWord: Record<ClockEffect, string> = { runs: 'corre', stops: 'se detiene', ends: 'termina' }

export const reopensWord: Record<NonNullable<TransitionSource['reopens']>, string> = {
  'original-due': 'sigue el primer vencimiento',
  'remaining-days': 'siguen los días que quedaban',
  'new-term': 'empieza un término nuevo',
}

/** What becomes of the priority of a case. */
export const priorityWord: Record<PriorityStep, string> = {
  asked: 'se pide',
  granted: 'se concede',
  refused: 'se niega',
  withdrawn: 'se retira',
}

export function termWords({ amount, unit }: Kind['term']): string {
  return termInWords(amount, unit)
}

export function extensionWords(regime: Regime | undefined): string {
  const limit = regime?.extension?.limit
  if (limit === undefined) return 'no'
  return limit === 'double' ? 'hasta el doble en total' : `hasta ${termWords(limit)} más`
}

export function exceptionWords({ exception }: Kind): string {
  if (exception === undefined) return ''
  const { before, late } = exception
  const otherwise =
    late === 'next-business-day' ? 'recibida el día hábil siguiente' : `pasa a \`${late.kind}\``
  return `; antes de las ${before}, si no: ${otherwise}`
}

export function startWords({ starts }: DeclaredClock): string {
  if (starts === 'opening') return 'con el caso'
  return 'level' in starts ? `al llegar al nivel ${starts.level}` : `al entrar en \`${starts.state}\``
}

const meetings = {
  acknowledgement: 'se envía el acuse',
  answer: 'se responde de fondo',
  leaving: 'sale de ahí',
}

export function meetingWords(meets: DeclaredClock['meets'][number]): string {
  return typeof meets === 'string' ? meetings[meets] : `se hace \`${meets.move}\``
}

export function actionWord(action: Action | undefined): string {
  return action === undefined ? '' : `\`${action}\``
}
