import { nationalCalendar } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { deriveId } from '@ventanilla/event-log'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFact, newFacts, newStanding, stand } from '../src/domain/case-file.ts'
import { shown } from '../src/domain/clock-story.ts'
import { timeline } from '../src/domain/timeline.ts'
import { derivedOf } from '../src/queries/case-files/columns.ts'
import { followView } from '../src/queries/follow/view.ts'
import { icetex } from './definition.ts'
import { caseId, publisher } from './facts.ts'
import { interleaved } from './histories.arbitrary.ts'

const id = caseId(1)
const at = '2024-01-10T15:00:00.000Z'

type Tell = ReturnType<typeof publisher>

const termOf = (clock: string) => ({
  ...{ clock, regime: 'una-ley', amount: 15, unit: 'business-days' as const, received: '2024-01-10' },
  ...{ source: 'Un artículo', ladder: [] },
})

/** A case whose term has this name, with clocks beside it that begin, warn, breach, pause, go on and end. */
function life(own: string): PublicEvent[] {
  const tell = publisher()
  const of = (clock: string) => ({ clockId: deriveId('clock', id, clock), caseId: id })
  const started = (clock: string, due: string) =>
    tell.fact('ventanilla.sla-clock.ClockStarted.v2', id, at, {
      ...of(clock),
      ...{ clock, regime: 'interno', amount: 2, unit: 'calendar-days', received: '2024-01-10' },
      ...{ source: 'Prueba', calendar: { id: 'co', version: 'co@1' }, due },
    })
  return [
    ...[tell.filed(id, at), tell.numbered(id, at, 1), tell.opened(id, at, { terms: [termOf(own)] })],
    tell.assigned(id, at, 'grupo-gestion-servicio', 2),
    ...[started('acuse', '2024-01-12'), started(own, '2024-01-31'), started('nivel-1', '2024-01-12')],
    ...besides(tell, of),
    ...[tell.requested(id, at), tell.sent(id, at)],
  ]
}

function besides(tell: Tell, of: (clock: string) => { clockId: string; caseId: string }): PublicEvent[] {
  const [day, due] = ['2024-01-13T05:00:00.000Z', '2024-01-12']
  const on = '2024-01-15'
  return [
    tell.fact('ventanilla.sla-clock.ClockWarned.v1', id, day, { ...of('nivel-1'), rung: 'rojo', due }),
    tell.fact('ventanilla.sla-clock.ClockBreached.v1', id, day, { ...of('nivel-1'), due }),
    tell.fact('ventanilla.sla-clock.ClockMet.v1', id, day, { ...of('acuse'), on, due, late: true }),
    tell.fact('ventanilla.sla-clock.ClockExtended.v1', id, day, {
      ...{ ...of('nivel-1'), amount: 2, on, due: '2024-01-17', flags: [] },
    }),
    tell.fact('ventanilla.sla-clock.ClockPaused.v1', id, day, { ...of('nivel-1'), on, reason: 'Espera' }),
  ]
}

const rowAfter = (events: readonly PublicEvent[]) =>
  derivedOf({ standing: { ...events.reduce(stand, newStanding(id)) } })

describe('a case on which several clocks run', () => {
  // The third is the term of a family that nobody knows by name, and comes after «acuse» in any list.
  it.each(['legal', 'ans', 'permiso'])('is judged by its term, «%s», whatever is heard first', (own) => {
    const events = life(own)
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 20 }), (picks) => {
        expect(rowAfter(interleaved(events, picks))).toMatchObject({
          ...{ due: '2024-01-31', attend_by: '2024-01-31', clock_state: 'running', light: 'verde' },
          ...{ late: undefined, extended_days: 0, clock_unit: 'calendar-days', open: true },
        })
      }),
      { numRuns: 200 },
    )
  })

  it('lists them all, each as it stands', () => {
    const { clocks } = life('legal').reduce(addFact, newFacts(id))
    expect(clocks.map(shown)).toMatchObject([
      { clock: 'acuse', state: 'met', due: '2024-01-12', metOn: '2024-01-15', late: true },
      { clock: 'legal', state: 'running', due: '2024-01-31', light: 'verde', metOn: null, late: null },
      { clock: 'nivel-1', state: 'paused', due: null, light: 'verde' },
    ])
  })

  it('knows what was reached before an end that was heard first', () => {
    const tell = publisher()
    const of = { clockId: deriveId('clock', id, 'acuse'), caseId: id }
    const due = '2024-01-12'
    const events = [
      ...life('legal').slice(0, 5),
      tell.fact('ventanilla.sla-clock.ClockMet.v1', id, at, { ...of, on: '2024-01-15', due, late: true }),
      tell.fact('ventanilla.sla-clock.ClockWarned.v1', id, at, { ...of, rung: 'rojo', due }),
      tell.fact('ventanilla.sla-clock.ClockBreached.v1', id, at, { ...of, due }),
    ]
    const { clocks } = events.reduce(addFact, newFacts(id))
    expect(clocks.map(shown)).toMatchObject([{ clock: 'acuse', state: 'met', light: 'vencido', late: true }])
  })

  it('keeps the light of the term that runs, when what another one had reached is told late', () => {
    const tell = publisher()
    const of = { clockId: deriveId('clock', id, 'acuse'), caseId: id }
    const [on, due, late] = ['2024-02-01', '2024-02-22', '2024-01-12']
    const events = [
      ...life('legal').slice(0, 5),
      tell.fact('ventanilla.sla-clock.ClockResumed.v1', id, at, { ...of, on, reason: 'Reabierta', due }),
      tell.fact('ventanilla.sla-clock.ClockWarned.v1', id, at, { ...of, rung: 'rojo', due: late }),
      tell.fact('ventanilla.sla-clock.ClockBreached.v1', id, at, { ...of, due: late }),
    ]
    const { clocks } = events.reduce(addFact, newFacts(id))
    expect(clocks.map(shown)).toMatchObject([{ clock: 'acuse', state: 'running', light: 'verde', due }])
  })

  it('says in its timeline which one each line is of', () => {
    const lines = timeline(life('legal').reduce(addFact, newFacts(id)).told)
    const named = lines
      .filter(({ type }) => type.startsWith('Clock'))
      .map((line) => [line.type, line.data.clock])
    expect(named).toEqual([
      ['ClockStarted', 'acuse'],
      ['ClockStarted', 'legal'],
      ['ClockStarted', 'nivel-1'],
      ['ClockWarned', 'nivel-1'],
      ['ClockBreached', 'nivel-1'],
      ['ClockMet', 'acuse'],
      ['ClockExtended', 'nivel-1'],
      ['ClockPaused', 'nivel-1'],
    ])
  })

  it('tells the person of the term alone', () => {
    const facts = life('legal').reduce(addFact, newFacts(id))
    const view = followView({ facts }, icetex, nationalCalendar())
    expect(view).toMatchObject({ answered: false, term: { due: '2024-01-31' } })
    expect(view.summary).toContain('El plazo para responderle termina el 31 de enero de 2024.')
    expect(JSON.stringify(view)).not.toMatch(/nivel-1|acuse/)
  })
})
