import { publicEvents } from '@ventanilla/contracts'
import { isRefusal, type JsonObject } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { movesFrom, type Procedure } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import type { CaseEvent } from '../src/domain/events.ts'
import { publications } from '../src/publications.ts'
import { caseIn, pqrsd, publicaciones } from './support/cases.ts'
import { complete, move } from './support/commands.ts'

/** Whether what the others see of it is as they expect it. */
function published(event: CaseEvent): boolean {
  const about = {
    id: '',
    entity: 'icetex',
    stream: '',
    position: 1,
    version: 1,
    at: '',
    recordedAt: '',
    actor: '',
  }
  const draft = publications({ ...about, type: event.type, data: event.data as unknown as JsonObject })
  return draft !== undefined && publicEvents[draft.type].safeParse(draft.data).success
}

const procedures: [string, Procedure][] = [
  ['PQRSD', pqrsd],
  ['publications', publicaciones],
]

describe.each(procedures)('moves of %s', (_, procedure) => {
  const byUser = procedure.transitions.filter(({ by }) => by === 'user')
  const reasons = [...new Set(procedure.transitions.map(({ reason }) => reason))]

  it.each(byUser)('$from → $to: $reason', (transition) => {
    const { from, to, reason } = transition
    const state = given(caseDecider, ...caseIn(procedure, from)).state
    for (const name of [{ to, reason }, { transition: transition.id }]) {
      const decision = caseDecider.decide(move(procedure, name, complete(procedure, transition)), state)
      if (isRefusal(decision)) throw new Error(`${decision.refused}: ${decision.detail}`)
      for (const event of decision) expect(published(event)).toBe(true)
      const target = procedure.states.find(({ id }) => id === to)
      expect(decision.find(({ type }) => type === 'CaseMoved')?.data).toMatchObject({
        ...{ transition: transition.id, from, to, reason },
        clock: target?.clock,
        final: target?.final ?? false,
        ...(transition.reopens && { reopens: transition.reopens }),
      })
    }
  })

  it('has no other pair of states, and no reason of another pair', () => {
    let refused = 0
    for (const from of procedure.states.map(({ id }) => id)) {
      const { state } = given(caseDecider, ...caseIn(procedure, from))
      for (const to of procedure.states.map(({ id }) => id)) {
        for (const reason of reasons) {
          const legal = movesFrom(procedure, from).find((one) => one.to === to && one.reason === reason)
          if (legal?.by === 'user') continue
          const everything = complete(procedure, {
            ...procedure.transitions[0],
            ...legal,
          } as (typeof byUser)[number])
          const decision = caseDecider.decide(move(procedure, { to, reason }, everything), state)
          const pair = movesFrom(procedure, from).some((one) => one.to === to && one.by === 'user')
          const code = legal ? 'transition-by-system' : pair ? 'reason-not-allowed' : 'transition-not-allowed'
          expect(isRefusal(decision) && decision.refused, `${from} → ${to}: ${reason}`).toBe(code)
          refused++
        }
      }
    }
    expect(refused).toBe(procedure.states.length ** 2 * reasons.length - byUser.length)
  })

  it('knows a move by what it does, unless several reasons share it', () => {
    for (const { from, action } of byUser) {
      if (action === undefined) continue
      const same = byUser.filter((other) => other.from === from && other.action === action)
      const { state } = given(caseDecider, ...caseIn(procedure, from))
      const [first] = same
      if (first === undefined) throw new Error('itself')
      const decision = caseDecider.decide(move(procedure, { action }, complete(procedure, first)), state)
      expect(isRefusal(decision) ? decision.refused : 'made', `${from} ${action}`).toBe(
        same.length === 1 ? 'made' : 'reason-required',
      )
    }
  })

  it('makes no move without what it asks for', () => {
    for (const transition of byUser) {
      const { from, id, note, evidence = [], outcomes = [] } = transition
      const asked = given(caseDecider, ...caseIn(procedure, from))
      const all = complete(procedure, transition)
      const attached = evidence.filter((one) => procedure.evidence.some((e) => e.id === one && !e.kinds))
      if (note === 'required')
        asked
          .when(move(procedure, { transition: id }, { ...all, noteRef: undefined }))
          .thenRefused('note-required')
      for (const one of attached) {
        const rest = all.evidence?.filter((item) => item.id !== one) ?? []
        asked
          .when(move(procedure, { transition: id }, { ...all, evidence: rest }))
          .thenRefused('evidence-missing')
      }
      if (outcomes.length > 1)
        asked
          .when(move(procedure, { transition: id }, { ...all, outcome: undefined }))
          .thenRefused('outcome-required')
      else if (outcomes.length === 0)
        asked
          .when(move(procedure, { transition: id }, { ...all, outcome: 'parcial' }))
          .thenRefused('outcome-not-allowed')
    }
  })
})
