import type { Calendar } from '@ventanilla/calendar'
import { kindOf, type Procedure } from '@ventanilla/procedures'
import { type ClockAnswer, clockFrom, regimeNamed, rulesOf } from '@ventanilla/terms'
import type { MadeMove, Told } from './story.ts'

/** What the clock of its term is, as `ventanilla due --regime --set --facts` takes it. */
export interface ClockQuestion {
  readonly regime: string
  readonly set: Readonly<Record<string, string>>
  readonly facts: readonly ({ readonly type: string; readonly at: string } & Readonly<
    Record<string, unknown>
  >)[]
}

/** The facts of the term of a case, of what was done to it and when: nothing of this asks a service. */
export function clockQuestion(
  { kind: id, receivedAt }: Told,
  moves: readonly MadeMove[],
  procedure: Procedure,
): ClockQuestion {
  const kind = kindOf(procedure, id)
  if (kind === undefined) throw new RangeError(`${procedure.id} has no kind ${id}`)
  const { law, term, exception } = kind
  // Document 004 has a regime for each category; they differ in nothing but their days.
  const agreed = {
    regime: exception ? '004/excepcion' : '004/web',
    set: { 'term.amount': String(term.amount) },
  }
  const facts = [{ type: 'received', at: receivedAt }, ...factsOf(moves, procedure, law !== undefined)]
  return { ...(law ?? agreed), facts }
}

export function answerTo({ regime: name, set, facts }: ClockQuestion, calendar: Calendar): ClockAnswer {
  const regime = regimeNamed(name)
  const rules = regime && rulesOf(regime, set)
  if (rules === undefined || 'refused' in rules) throw new RangeError(`no regime counts so: ${name}`)
  return clockFrom(rules, facts, calendar)
}

type Fact = ClockQuestion['facts'][number]

/** A solution counts as the answer on the day that it was delivered, once it is accepted: until then it is a stop. */
function factsOf(moves: readonly MadeMove[], procedure: Procedure, law: boolean): Fact[] {
  const facts: Fact[] = []
  let solvedAt: string | undefined
  for (const { transition, at } of moves) {
    if (transition.action === 'close' && solvedAt !== undefined)
      facts.splice(-1, 1, { type: 'answered', at: solvedAt })
    else facts.push(...factOf(transition, at, { procedure, law, before: facts.at(-1) }))
    solvedAt = transition.action === 'solve' ? at : undefined
  }
  return facts
}

interface About {
  procedure: Procedure
  law: boolean
  before: Fact | undefined
}

function factOf(
  transition: MadeMove['transition'],
  at: string,
  { procedure, law, before: last }: About,
): Fact[] {
  const { from, to, action, asks, tacit, reopens } = transition
  const clockIn = (state: string) => procedure.states.find(({ id }) => id === state)?.clock
  const [before, after] = [clockIn(from), clockIn(to)]
  if (before === after) return []
  if (before === 'ends') return [{ type: 'reopened', at, how: reopens }]
  if (after === 'stops')
    return [law && asks ? { type: 'requirement-sent', at, why: asks } : { type: 'paused', at }]
  if (after === 'runs') return [{ type: last?.type === 'requirement-sent' ? 'completed' : 'resumed', at }]
  if (action === 'answer' || action === 'close') return [{ type: 'answered', at }]
  return [
    action === 'transfer' ? { type: 'transferred', at } : { type: 'withdrawn', at, ...(tacit && { tacit }) },
  ]
}
