import { addDays } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agendaOf } from '../src/commands/early-alerts/agenda.ts'
import { standingAt } from '../src/commands/early-alerts/standing-at.ts'
import { asDriven, byTheWall } from '../src/domain/alerts/telling.ts'
import { toJournal } from '../src/reactions/journal-entry.ts'
import { DAYS, histories, START } from './alert-histories.ts'
import { caseId, publisher } from './facts.ts'
import { interleaved } from './histories.arbitrary.ts'

describe('what a midnight knows', () => {
  const dated = (at: string, recordedAt = at) => ({ at, recordedAt })

  it('is what happened before it and was written down before it, by the clocks of machines', () => {
    const first = byTheWall.firstMidnight
    // 23:59:59.999 and 00:00 in Bogotá.
    expect(first(dated('2024-02-20T04:59:59.999Z'))).toBe('2024-02-20')
    expect(first(dated('2024-02-20T05:00:00.000Z'))).toBe('2024-02-21')
    expect(first(dated('2024-02-01T15:00:00.000Z', '2024-02-20T15:00:00.000Z'))).toBe('2024-02-21')
    expect(first(dated('2024-02-20T15:00:00.000Z', '2024-02-19T15:00:00.000Z'))).toBe('2024-02-21')
  })

  it('is what happened before it, where business time is driven', () => {
    expect(asDriven.firstMidnight(dated('2024-02-20T04:59:59.999Z', '2026-01-01T00:00:00.000Z'))).toBe(
      '2024-02-20',
    )
    expect(asDriven.lastMidnight('2024-02-20T05:00:00.000Z')).toBe('2024-02-20')
    expect(asDriven.lastMidnight('2024-02-20T04:59:59.999Z')).toBe('2024-02-19')
  })

  it('is all there a minute later, whichever of the clocks is ahead', () => {
    expect(byTheWall.lastMidnight('2024-02-20T05:00:59.999Z')).toBe('2024-02-19')
    expect(byTheWall.lastMidnight('2024-02-20T05:01:00.000Z')).toBe('2024-02-20')
  })

  it('shows of each case what its agenda says, in whatever order its facts were heard', () => {
    let changes = 0
    fc.assert(
      fc.property(histories, fc.array(fc.nat(60), { minLength: 1, maxLength: 40 }), (history, picks) => {
        const { events, caseIds } = history('icetex')
        const heard = interleaved(events, picks)
        const agenda = new Set(
          agendaOf(heard.map(recordedOf), byTheWall).entries.map(
            ({ midnight, caseId: id }) => `${midnight} ${id}`,
          ),
        )
        for (const id of caseIds) {
          const [mine, told] = [heard, events].map((all) => all.filter(({ subject }) => subject === id))
          let before = standingAt(id, [], START, byTheWall)
          for (let n = 0; n <= DAYS + 1; n++) {
            const midnight = addDays(START, n)
            const now = standingAt(id, told ?? [], midnight, byTheWall)
            expect(standingAt(id, mine ?? [], midnight, byTheWall)).toEqual(now)
            // What a case's row isn't folded again for is as it was.
            if (!agenda.has(`${midnight} ${id}`)) expect(now).toEqual(before)
            else changes++
            before = now
          }
        }
      }),
      { numRuns: 1_000 },
    )
    expect(changes).toBeGreaterThan(1_000)
  })

  it('begins with the first case that no other system keeps', () => {
    const tell = publisher()
    const at = (day: number) => `2024-02-${day}T15:00:00.000Z`
    const theirs = [
      tell.filed(caseId(1), at(10), { recordedBy: 'crm' }),
      tell.answered(caseId(1), '2024-02-12'),
    ]
    expect(agendaOf(theirs.map(recordedOf), byTheWall)).toEqual({
      entries: [
        { midnight: '2024-02-11', caseId: caseId(1) },
        { midnight: '2024-02-13', caseId: caseId(1) },
      ],
      begins: undefined,
    })
    const ours = [tell.filed(caseId(2), at(20)), tell.filed(caseId(3), at(14))]
    expect(agendaOf([...theirs, ...ours].map(recordedOf), byTheWall).begins).toBe('2024-02-15')
  })

  it('has nothing of letters, nor of what is no case', () => {
    const tell = publisher()
    const at = '2024-02-10T15:00:00.000Z'
    const none = [tell.requested(caseId(1), at), tell.sent(caseId(1), at)]
    expect(agendaOf(none.map(recordedOf), byTheWall)).toEqual({ entries: [], begins: undefined })
  })
})

function recordedOf(event: PublicEvent, n: number) {
  const { entity, recordedAt } = event
  const about = { entity, recordedAt, stream: `journal/${event.subject}`, version: n + 1, actor: 'prueba' }
  return { ...toJournal(event), ...about, position: n + 1 }
}
