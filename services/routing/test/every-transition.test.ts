import { isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { guardsFor, isForKind, type Procedure, type Transition, writtenId } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import type { Case } from '../src/domain/case.ts'
import { caseDecider } from '../src/domain/case-decider.ts'
import { nominalInstant } from '../src/domain/move/fire-due.ts'
import type { Move } from '../src/domain/move/move.ts'
import type { CaseRefusalCode } from '../src/domain/refusals.ts'
import { calendar, caseIn, friday, procedureOf } from './support/cases.ts'
import { open } from './support/opening.ts'
import { caseBefore, first, later, making, type Short, whole } from './support/reached.ts'

const shipped = ['pqrsd', 'publicaciones'].map((id) => procedureOf(id, 2))

/** A kind that the move is for, that may be escalated, or that every evidence of the move is asked of. */
function kindFor({ kinds, escalation, evidence }: Procedure, transition: Transition): string {
  if (transition.kinds?.[0]) return transition.kinds[0]
  const only = evidence.find(({ id, kinds }) => kinds && transition.evidence?.includes(id))?.kinds?.[0]
  return only ?? escalation?.kinds[0] ?? kinds[0]?.id ?? ''
}

const kindIn = (state: Case) => (state.status === 'open' ? state.kind : '')

/** One need of a transition taken away, and what the move is then refused with. */
type Lacking = [what: string, code: CaseRefusalCode, move: Partial<Move>, before?: Short]

function needsOf(
  transition: Transition,
  kind: string,
  { evidence, noteRef, outcome, form, ...move }: Partial<Move>,
): Lacking[] {
  const brought = evidence ?? []
  const optional = { ...(noteRef && { noteRef }), ...(outcome && { outcome }), ...(form && { form }) }
  const all = { ...move, evidence: brought, ...optional }
  const without = (name: 'noteRef' | 'outcome' | 'form' | 'theme' | 'product') => {
    const { [name]: _, ...rest } = all
    return rest
  }
  const guards: Record<string, Lacking[]> = {
    answered: [['an answer', 'not-answered', all, { answered: false }]],
    'outcome-recorded': [['an outcome', 'outcome-not-recorded', all, { outcome: false }]],
    classified: [
      ['a theme', 'not-classified', without('theme')],
      ['a product', 'not-classified', without('product')],
    ],
    'form-complete': [['the form of its kind', 'form-incomplete', all, { form: false }]],
    'not-before': [['its days', 'too-soon', { ...all, on: friday, today: friday }]],
  }
  return [
    ...(transition.note === 'required' ? [['a note', 'note-required', without('noteRef')] as Lacking] : []),
    ...brought.flatMap(({ id, by }): Lacking[] => {
      const others = brought.filter((one) => one.id !== id)
      const given: Lacking[] = [[id, 'evidence-missing', { ...all, evidence: others }]]
      if (by === undefined) return given
      const unsaid = { ...all, evidence: [...others, { id, ref: 'x' }] }
      return [...given, [`who gives ${id}`, 'evidence-giver-missing', unsaid]]
    }),
    ...((transition.outcomes?.length ?? 0) > 1
      ? [['an outcome', 'outcome-required', without('outcome')] as Lacking]
      : []),
    ...(form ? [['its form', 'form-invalid', without('form')] as Lacking] : []),
    ...guardsFor(transition, kind).flatMap(
      (guard) => guards[typeof guard === 'string' ? guard : 'not-before'] ?? [],
    ),
    ...(transition.priority?.becomes === 'refused'
      ? [['somebody who asked', 'priority-not-asked', all, { priority: false }] as Lacking]
      : []),
    ...(transition.priority?.becomes === 'withdrawn'
      ? [['a priority that was granted', 'priority-not-granted', all, { priority: false }] as Lacking]
      : []),
    ...(transition.fourEyes ? [['another person', 'same-person', { ...all, by: first }] as Lacking] : []),
  ]
}

describe.each(shipped)('$id@$version', (procedure) => {
  const byUser = procedure.transitions.filter(({ by }) => by === 'user')

  describe.each(byUser)('$id', (transition) => {
    const kind = kindFor(procedure, transition)
    const complete = whole(procedure, transition, kind)

    it('is made with all that it needs', () => {
      const { state } = given(caseDecider, ...caseBefore(procedure, transition, kind))
      const decision = caseDecider.decide(making(procedure, transition, complete), state)
      if (isRefusal(decision)) throw new Error(`${decision.refused}: ${decision.detail}`)
      const moved = decision.find(({ type }) => type === 'CaseMoved')
      expect(moved?.data).toMatchObject({ transition: transition.id, to: transition.to, on: later })
      const is = transition.priority?.becomes
      const told = decision.filter(({ type }) => type === 'CasePrioritySet').map(({ data }) => data)
      expect(told).toEqual(
        is === undefined ? [] : [expect.objectContaining({ is, on: later, by: complete.by })],
      )
    })

    const needs = needsOf(transition, kind, complete)
    if (needs.length > 0)
      it.each(needs)('is refused without %s: %s', (_, code, lacking, before) => {
        given(caseDecider, ...caseBefore(procedure, transition, kind, before))
          .when(making(procedure, transition, lacking))
          .thenRefused(code)
      })

    const others = procedure.kinds.filter((one) => !isForKind(transition, one.id))
    if (others.length > 0)
      it.each(others)('is none of a case of the kind $id', ({ id, name }) => {
        const { state } = given(caseDecider, ...caseBefore(procedure, transition, id))
        const decision = caseDecider.decide(making(procedure, transition, complete), state)
        expect(decision).toMatchObject({ refused: 'transition-not-for-kind' })
        expect(isRefusal(decision) && decision.detail).toContain(`«${name}»`)
      })

    if (transition.fourEyes)
      it('is a person’s, and no application’s', () => {
        const { by: _, ...nobody } = complete
        given(caseDecider, ...caseBefore(procedure, transition, kind))
          .when(making(procedure, transition, nobody))
          .thenRefused('person-required')
      })
  })

  it('escalates only what may go up, and only to mission areas', () => {
    const up = byUser.filter(({ action }) => action === 'escalate')
    for (const transition of up)
      for (const { id: kind } of procedure.kinds) {
        const command = making(procedure, transition, whole(procedure, transition, kind))
        const before = caseBefore(procedure, transition, kind)
        const elsewhere = before.map((event) =>
          event.type === 'CaseAssigned'
            ? { ...event, data: { ...event.data, area: 'gestion-archivo' } }
            : event,
        )
        const refused = (events: typeof before) => {
          const decision = caseDecider.decide(command, given(caseDecider, ...events).state)
          return isRefusal(decision) && decision.refused
        }
        const may = procedure.escalation?.kinds.includes(kind)
        expect([kind, refused(before)]).toEqual([kind, may ? false : 'escalation-not-allowed'])
        expect([kind, refused(elsewhere)]).toEqual([kind, 'escalation-not-allowed'])
      }
  })

  it('leaves to the engine what is the engine’s: at once, or when its time is over', () => {
    for (const transition of procedure.transitions.filter(({ by }) => by === 'system')) {
      const before = caseIn(procedure, transition.from)
      given(caseDecider, ...before)
        .when(making(procedure, transition, { by: first }))
        .thenRefused('transition-by-system')
      if (transition.after === undefined) {
        const entity = { ...open().entity, versions: [procedure] } as NonNullable<
          ReturnType<typeof open>['entity']
        >
        const born = caseDecider.decide({ ...open(), entity }, caseDecider.initial)
        expect(isRefusal(born) ? born : born.map(({ type }) => type)).toContain('CaseMoved')
        continue
      }
      const at = nominalInstant(friday, transition.after, calendar)
      const early = new Date(Date.parse(at) - 1).toISOString()
      const fire = { type: 'FireDue' as const, transition: transition.id, procedure, calendar }
      given(caseDecider, ...before)
        .when({ ...fire, now: early })
        .thenNothing()
      const fired = caseDecider.decide({ ...fire, now: at }, given(caseDecider, ...before).state)
      expect(isRefusal(fired) ? fired : fired.at(-1)?.data).toMatchObject({ transition: transition.id })
    }
  })

  describe.each(procedure.states)('in $id', ({ id: state }) => {
    // Whatever is written from there for some kinds alone is tried above.
    const { state: standing } = given(caseDecider, ...caseIn(procedure, state))
    const refusal = (name: Move['name']) => {
      const [any] = procedure.transitions
      if (any === undefined) throw new Error('no transition')
      const decision = caseDecider.decide({ ...making(procedure, any, {}), name, by: first }, standing)
      return isRefusal(decision) ? decision.refused : 'made'
    }
    const here = procedure.transitions.filter(({ from }) => from === state)
    const elsewhere = procedure.transitions.filter(
      (one) => !here.some((other) => writtenId(other) === writtenId(one)),
    )

    it('refuses every move that is not written from there, by its name', () => {
      for (const { id } of elsewhere)
        expect([id, refusal({ transition: id })]).toEqual([id, 'transition-not-allowed'])
    })

    it('and by where it goes and why', () => {
      for (const { to, reason } of elsewhere) {
        if (here.some((other) => other.to === to && other.reason === reason)) continue
        const reasons = here.some(
          (other) => other.to === to && other.by === 'user' && isForKind(other, kindIn(standing)),
        )
        expect([to, reason, refusal({ to, reason })]).toEqual([
          ...[to, reason],
          reasons ? 'reason-not-allowed' : 'transition-not-allowed',
        ])
      }
    })
  })
})
