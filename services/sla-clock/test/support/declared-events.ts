import type { PublicEvent } from '@ventanilla/contracts'
import { clockEffect, type Transition } from '@ventanilla/procedures'
import { declared } from './declared-procedure.ts'
import { caseId, event } from './routing-events.ts'

/** Ten in the morning in Bogotá; every hour that tests name is one of the same day there. */
const TEN = '15'

const instant = (on: string, hour: string) => `${on}T${hour}:00:00.000Z`

/** The case is given to somebody of a level. */
export function assigned(sequence: number, level: number, on: string, hour = TEN): PublicEvent {
  const data = { caseId, area: 'una-area', level, rule: 'by-hand' }
  return event('ventanilla.routing.CaseAssigned.v1', sequence, instant(on, hour), data, caseId)
}

/** A move as the definition has it; `recorded`: as another system told it. */
export function step(
  sequence: number,
  name: string,
  on: string,
  { hour = TEN, recorded = false } = {},
): PublicEvent {
  const { id, from, to, reason, reopens } = transition(name)
  const state = declared.states.find((one) => one.id === to)
  const data = {
    ...{ caseId, transition: recorded ? 'recorded' : id, from, to, reason, on },
    ...{ clock: clockEffect(declared, to) ?? 'runs', final: state?.final ?? false },
    ...(reopens && { reopens }),
  }
  return event('ventanilla.routing.CaseMoved.v1', sequence, instant(on, hour), data, caseId)
}

/** The answer, without the move that comes with it. */
export function answer(sequence: number, on: string, hour = TEN): PublicEvent {
  const data = { caseId, on, flags: [] }
  return event('ventanilla.routing.CaseAnswered.v1', sequence, instant(on, hour), data, caseId)
}

function transition(name: string): Transition {
  const found = declared.transitions.find(({ id }) => id === name)
  if (!found) throw new Error(`no transition ${name}`)
  return found
}
