import type { LocalDate } from '@ventanilla/calendar'
import { fold, isRefusal } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ActionCommand, actionDecider } from '../src/domain/improvement/action-decider.ts'
import type { ActionEvent, ActionOpened } from '../src/domain/improvement/events.ts'

const day = (text: string) => text as LocalDate
const action = 'a1'
const noteRef = 'n1'
const owner = 'agente-1'
const opened: ActionOpened['data'] = {
  ...{ action, kind: 'corrective', procedure: 'pqrsd', area: 'servicio', owner, textRef: 't1' },
  ...{ causes: [{ finding: 'AUD-1' }], on: day('2026-11-02'), due: day('2026-11-30') },
}
const said = { action, on: day('2026-11-20'), by: 'jefa-1' }
const start: ActionEvent = { type: 'ActionOpened', data: opened }
const done: ActionEvent = { type: 'ActionDone', data: { ...said, evidence: ['e1'] } }
const verify = { type: 'Verify', ...said, effective: true, evidence: ['e2'] } as const

describe('an action', () => {
  it('is opened once, and not until a day that has passed', () => {
    const again = { type: 'Open', opened } as const
    given(actionDecider).when(again).then(start)
    given(actionDecider, start).when(again).then()
    const past = { ...opened, due: day('2026-11-01') }
    given(actionDecider).when({ type: 'Open', opened: past }).thenRefused('action-due-past')
    given(actionDecider).when(verify).thenRefused('action-unknown')
  })

  it('keeps what an amendment does not name, and may be less far than was said', () => {
    const { state } = given(actionDecider, start)
    const amended = actionDecider.decide({ type: 'Amend', ...said, owner: 'agente-2', noteRef }, state)
    const told = { ...said, owner: 'agente-2', area: 'servicio', due: opened.due, noteRef }
    expect(amended).toEqual([{ type: 'ActionAmended', data: told }])
    const far = (percent: number): ActionEvent => ({
      type: 'ActionProgressed',
      data: { ...said, percent, noteRef },
    })
    expect(given(actionDecider, start, far(60), far(30)).state).toMatchObject({ percent: 30 })
  })

  it('is done with evidence, and verified with evidence by somebody else', () => {
    const open = given(actionDecider, start)
    open.when({ type: 'Complete', ...said, evidence: [] }).thenRefused('action-evidence-missing')
    open.when(verify).thenRefused('action-not-done')
    const asked = given(actionDecider, start, done)
    asked.when({ ...verify, by: owner }).thenRefused('action-verified-by-owner')
    const { by: _, ...nobody } = verify
    asked.when(nobody).thenRefused('person-required')
    asked.when({ ...verify, evidence: [] }).thenRefused('action-evidence-missing')
    const { type: __, ...data } = verify
    asked.when(verify).then({ type: 'ActionVerified', data })
  })

  it('goes on until another day when it had no effect', () => {
    const asked = given(actionDecider, start, done)
    const failed = { ...verify, effective: false }
    asked.when(failed).thenRefused('action-due-missing')
    asked.when({ ...failed, due: day('2026-11-19') }).thenRefused('action-due-past')
    const decision = actionDecider.decide({ ...failed, due: day('2026-12-18') }, asked.state)
    expect(fold(actionDecider, decision as ActionEvent[], asked.state)).toMatchObject({
      ...{ status: 'open', percent: 0, due: '2026-12-18', evidence: [], verified: { effective: false } },
    })
  })

  it('is over when it is cancelled', () => {
    const cancel = { type: 'Cancel', ...said, noteRef } as const
    const over: ActionEvent = { type: 'ActionCancelled', data: { ...said, noteRef } }
    given(actionDecider, start, done).when(cancel).then(over)
    given(actionDecider, start, over).when(cancel).thenRefused('action-not-open')
  })

  it('is never verified without evidence or by its owner, whatever comes in which order', () => {
    const evidence = fc.subarray(['e1', 'e2'])
    const by = fc.constantFrom(owner, 'jefa-1', 'agente-2')
    const due = fc.constantFrom(day('2026-11-01'), day('2026-12-18'))
    const commands = fc.array(
      fc.oneof(
        fc.constant<ActionCommand>({ type: 'Open', opened }),
        by.map((one): ActionCommand => ({ type: 'Amend', ...said, owner: one, noteRef })),
        evidence.map((list): ActionCommand => ({ type: 'Complete', ...said, evidence: list })),
        fc
          .record({ by, evidence, due, effective: fc.boolean() })
          .map((one): ActionCommand => ({ type: 'Verify', ...said, ...one })),
        fc.constant<ActionCommand>({ type: 'Cancel', ...said, noteRef }),
      ),
      { maxLength: 25 },
    )
    fc.assert(
      fc.property(commands, (asked) => {
        const history: ActionEvent[] = []
        for (const command of asked) {
          const decision = actionDecider.decide(command, fold(actionDecider, history))
          if (!isRefusal(decision)) history.push(...decision)
        }
        const state = fold(actionDecider, history)
        if (state.status !== 'verified') return
        expect(state.evidence).not.toEqual([])
        expect(state.verified?.evidence).not.toEqual([])
        expect(state.verified?.effective).toBe(true)
        expect(state.verified?.by).not.toBe(state.owner)
      }),
    )
  })
})
