import { bogotaDate, type Calendar } from '@ventanilla/calendar'
import { type Entity, isForKind, type Procedure, type Transition } from '@ventanilla/procedures'
import type { OpenCase } from '../case.ts'
import { defined } from '../defined.ts'
import type { CaseMoved } from '../events.ts'
import { notForKind, RECORDED } from '../move/find-move.ts'
import { nominalInstant } from '../move/fire-due.ts'
import { lacksOfMade } from '../move/lacks/lacks-of.ts'
import type { CaseRefusal } from '../refusals.ts'
import { type Deviation, type Impossible, impossible } from './deviation.ts'

export interface Rules {
  procedure: Procedure
  entity: Entity
  calendar: Calendar
}

type Finding = Pick<Deviation, 'code' | 'detail'>

/**
 * What a move that was made lacks of what its procedure asks, judged on the case as it stood. A user's move is asked
 * what the decider asks; what another system told of is only asked to be a move between states that there are.
 */
export function judgeMove(rules: Rules, state: OpenCase, { data, at }: Made): Finding[] {
  const { procedure } = rules
  const target = procedure.states.find(({ id }) => id === data.to)
  if (target === undefined) return [finding('transition-unknown')]
  const altered = data.clock !== target.clock || data.final !== (target.final ?? false)
  const found = altered ? [finding('effect-altered')] : []
  if (data.from !== state.state) found.push(finding('state-altered'))
  if (data.recordedBy !== undefined) return found
  const transition = procedure.transitions.find(({ id }) => id === data.transition)
  if (transition === undefined || data.transition === RECORDED)
    return [...found, finding('transition-unknown')]
  if (!isAsWritten(transition, data)) found.push(finding('move-altered'))
  if (!isForKind(transition, state.kind)) found.push(asFinding(notForKind(procedure, state, transition)))
  const judge = transition.by === 'system' ? bySystem : byUser
  return [...found, ...judge(rules, state, transition, { data, at })]
}

const asFinding = ({ refused, detail = '' }: CaseRefusal): Finding => ({ code: refused, detail })

interface Made {
  data: CaseMoved['data']
  at: string
}

function byUser(rules: Rules, state: OpenCase, transition: Transition, { data, at }: Made): Finding[] {
  const { noteRef, textRef, evidence = [], on, by, form } = data
  // What it left as the outcome was told just before it.
  const left = transition.outcomes?.includes(state.outcome ?? '') ? state.outcome : undefined
  const brought = { evidence, ...defined({ noteRef, textRef, outcome: left }) }
  const asked = { ...rules, state, transition, brought, on, today: bogotaDate(at), by }
  return lacksOfMade(asked, form).map(({ code, detail }) => ({ code, detail }))
}

/** All that the rest of the program goes by: what a move does is told by its action, how a term goes on by `reopens`. */
const written = ['from', 'to', 'reason', 'action', 'reopens'] as const

function isAsWritten(transition: Transition, data: CaseMoved['data']): boolean {
  return written.every((name) => data[name] === transition[name])
}

/** Made by no person, and not before its time. */
function bySystem(
  { calendar }: Rules,
  { enteredOn, waitsFrom = enteredOn }: OpenCase,
  { after }: Transition,
  { data, at }: Made,
): Finding[] {
  const byPerson =
    data.by === undefined
      ? []
      : [{ code: 'transition-by-system' as const, detail: 'Ese movimiento lo hace el sistema por sí solo.' }]
  if (after === undefined || at >= nominalInstant(waitsFrom, after, calendar)) return byPerson
  return [...byPerson, finding('moved-too-early')]
}

export function finding(code: Impossible): Finding {
  return { code, detail: `${impossible[code].charAt(0).toUpperCase()}${impossible[code].slice(1)}.` }
}
