import { priorityBefore } from '@ventanilla/procedures'
import type { MoveAsked } from './asked.ts'
import type { Lack } from './lack.ts'

/** What is granted isn't asked for again, what nobody asked for isn't refused, and only what is granted is taken back. */
export function priorityLacks({ state, transition: { priority } }: MoveAsked): Lack[] {
  const now = state.priority?.is
  if (priority === undefined || priorityBefore[priority.becomes].includes(now)) return []
  if (priority.becomes === 'withdrawn')
    return [{ code: 'priority-not-granted', detail: 'El caso no tiene prioridad que se le pueda retirar.' }]
  if (priority.becomes === 'refused' && now !== 'granted')
    return [{ code: 'priority-not-asked', detail: 'Nadie ha pedido la prioridad que se niega.' }]
  const detail =
    now === 'granted'
      ? 'El caso ya tiene prioridad; para quitarla está retirarla.'
      : 'La prioridad ya está pedida.'
  return [{ code: 'priority-stands', detail }]
}
