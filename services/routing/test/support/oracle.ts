import { addDays } from '@ventanilla/calendar'
import type { Procedure, Transition } from '@ventanilla/procedures'
import type { CaseEvent } from '../../src/domain/events.ts'
import type { Brought } from '../../src/domain/move/needs.ts'

/** A case as a person who only saw its facts go by would remember it. */
export interface Remembered {
  made: [transition: string, by: string | undefined][]
  movedOn: string[]
  /** The day of its last move that led to another state. */
  cameOn?: string
  prioritized: boolean
  officer?: string
  area: string
  theme?: string
  product?: string
  outcome?: string
  answered: boolean
  form: Record<string, unknown>
}

export const nothingYet = (): Remembered => ({
  made: [],
  movedOn: [],
  area: 'registro',
  answered: false,
  prioritized: false,
  form: {},
})

export function remember(seen: Remembered, { type, data }: CaseEvent): void {
  if (type === 'CaseAssigned') Object.assign(seen, { area: data.area, officer: data.officer })
  if (type === 'CaseAnswered')
    Object.assign(seen, { answered: true }, data.outcome && { outcome: data.outcome })
  if (type === 'CaseFormFilled')
    seen.form = { ...data.form.values, ...Object.fromEntries(data.form.texts.map((name) => [name, 'x'])) }
  if (type === 'CaseClassified')
    for (const about of ['theme', 'product', 'outcome'] as const)
      if (data[about] !== undefined) seen[about] = data[about]
  if (type === 'CasePrioritySet') seen.prioritized = data.is === 'granted'
  if (type !== 'CaseMoved') return
  if (data.from !== data.to) seen.cameOn = data.on
  seen.made.push([data.transition.replace(/:.*/, ''), data.by])
  seen.movedOn.push(data.on)
  if (data.reopens !== undefined) {
    seen.answered = false
    delete seen.outcome
  }
}

interface Asked {
  procedure: Procedure
  transition: Transition
  brought: Brought
  kind: string
  seen: Remembered
  on: string
  today: string
  filedOn: string
  by: string | undefined
}

/** Whether a move may be made, said anew and in another way than the rules say it. */
export function mayBeMade(asked: Asked): boolean {
  const { transition: move, brought, seen, by } = asked
  const { evidence: wanted = [], outcomes = [] } = move
  const has = new Map(brought.evidence.map((one) => [one.id, one.by]))
  const dates = [asked.filedOn, ...seen.movedOn.slice(-1), asked.on, asked.today]
  const last = (id: string) => seen.made.findLast(([made]) => made === id)?.[1]
  return [
    move.note === 'optional' || brought.noteRef !== undefined,
    wanted.every((id) => has.has(id)),
    !has.has('de-conservacion') || has.get('de-conservacion') === 'conservacion',
    [undefined, 'registro', 'conservacion', 'direccion'].includes(has.get('libre')),
    brought.outcome === undefined ? outcomes.length < 2 : outcomes.includes(brought.outcome),
    brought.textRef === undefined || move.action === 'answer',
    brought.theme === undefined || brought.theme === 'exposicion',
    brought.product === undefined || brought.product === 'ceramica',
    move.action !== 'escalate' || (asked.kind === 'k' && seen.area === 'conservacion'),
    move.form === undefined ? brought.form === undefined : isWhole(brought.form?.given ?? {}, asked.today),
    move.kinds === undefined || move.kinds.includes(asked.kind),
    move.priority === undefined || (move.priority.becomes === 'granted') !== seen.prioritized,
    (move.guards ?? []).every((guard) => isMet(guard, asked)),
    move.fourEyes === undefined || (by !== undefined && move.fourEyes.every((id) => last(id) !== by)),
    dates.every((date, at) => at === 0 || (dates[at - 1] ?? '') <= date),
  ].every(Boolean)
}

function isMet(guard: NonNullable<Transition['guards']>[number], asked: Asked): boolean {
  const { seen, brought, transition } = asked
  if (typeof guard === 'object' && 'guard' in guard)
    return !guard.kinds.includes(asked.kind) || isMet(guard.guard, asked)
  if (typeof guard === 'object')
    return asked.on > addDays(seen.cameOn ?? asked.filedOn, guard['not-before'].amount)
  const implied = transition.outcomes?.length === 1
  const form = asked.procedure.kinds.find(({ id }) => id === asked.kind)?.form
  return {
    assigned: seen.officer !== undefined,
    classified: Boolean((brought.theme ?? seen.theme) && (brought.product ?? seen.product)),
    'outcome-recorded': Boolean(brought.outcome ?? (implied || seen.outcome)),
    answered: seen.answered,
    // Nobody asks anything of others here.
    'tasks-done': true,
    'form-complete': form === undefined || isComplete(seen.form),
  }[guard]
}

function isComplete({ titulo, urgente, hojas }: Record<string, unknown>): boolean {
  return titulo !== undefined && (urgente !== true || hojas !== undefined)
}

/** Of the values that are generated: each field right or absent, none that is unknown, none missing. */
function isWhole(given: Readonly<Record<string, unknown>>, today: string): boolean {
  const { titulo, cuando, urgente, hojas, ...others } = given
  return (
    Object.keys(others).length === 0 &&
    (titulo === 'Bueno' || titulo === undefined) &&
    (cuando === undefined || (typeof cuando === 'string' && cuando >= today)) &&
    (hojas === undefined || Number(hojas) >= 1) &&
    isComplete({ titulo, urgente, hojas })
  )
}
