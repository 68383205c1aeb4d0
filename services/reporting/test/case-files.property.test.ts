import type { PublicEvent } from '@ventanilla/contracts'
import type { Row } from '@ventanilla/projections'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFact, newFacts, newStanding, stand } from '../src/domain/case-file.ts'
import { timeline } from '../src/domain/timeline.ts'
import { derivedOf } from '../src/queries/case-files/columns.ts'
import { caseId, publisher } from './facts.ts'
import { interleaved } from './histories.arbitrary.ts'

const id = caseId(1)

/** The row as it is kept: what is undefined is no value. */
function rowAfter(events: readonly PublicEvent[]): Row {
  let standing = newStanding(id)
  // What a rule reads is plain data: it may be written as JSON and read again at any time.
  for (const event of events) standing = JSON.parse(JSON.stringify(stand(standing, event)))
  return JSON.parse(JSON.stringify(derivedOf({ standing: { ...standing } })))
}

/** A life with everything in it: paused, extended, answered late, reopened, answered again. */
function wholeLife(): PublicEvent[] {
  const tell = publisher()
  const at = '2024-01-10T15:00:00.000Z'
  const about = { theme: 'cartera', recordedBy: 'crm', externalRef: 'fila-1' }
  return [
    tell.filed(id, at, about),
    tell.numbered(id, at, 1),
    tell.opened(id, at, { theme: 'cartera' }),
    tell.assigned(id, at, 'grupo-gestion-servicio', 2),
    tell.started(id, '2024-01-10', '2024-01-31'),
    tell.requested(id, at),
    tell.sent(id, at),
    tell.moved(id, '2024-01-15', 'requerida', { clock: 'stops' }),
    tell.paused(id, '2024-01-15'),
    tell.moved(id, '2024-01-20', 'en-tramite', { clock: 'runs' }),
    tell.resumed(id, '2024-01-20', '2024-02-05'),
    tell.warned(id, '2024-01-30', 'amarillo', '2024-02-05'),
    tell.extended(id, '2024-02-02', 15, '2024-02-26', ['extension-beyond-double']),
    tell.requested(id, '2024-02-02T15:00:00.000Z', 'prorroga'),
    tell.breached(id, '2024-02-27', '2024-02-26'),
    tell.classified(id, '2024-03-01', { product: 'credito-condonable' }),
    tell.answered(id, '2024-03-01', { outcome: 'parcial', flags: ['moved-out-of-order'] }),
    tell.moved(id, '2024-03-01', 'respondida'),
    tell.met(id, '2024-03-01', '2024-02-26'),
    tell.moved(id, '2024-03-05', 'reabierta', { clock: 'runs', reopens: 'new-term' }),
    tell.resumed(id, '2024-03-05', '2024-03-27'),
    tell.answered(id, '2024-03-20', { outcome: 'a-favor-del-usuario' }),
    tell.moved(id, '2024-03-20', 'respondida'),
    tell.met(id, '2024-03-20', '2024-03-27'),
    tell.moved(id, '2024-03-21', 'cerrada', { final: true }),
  ]
}

describe('a case file', () => {
  it('is the same whichever publisher was heard first', () => {
    const events = wholeLife()
    const expected = rowAfter(events)
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 40 }), (picks) => {
        expect(rowAfter(interleaved(events, picks))).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('says all of it', () => {
    expect(rowAfter(wholeLife())).toMatchObject({
      ...{ radicado: 'ICX-2024-000001', kind: 'reclamo', product: 'credito-condonable', theme: 'cartera' },
      ...{ state: 'cerrada', area: 'grupo-gestion-servicio', level: 2, family: 'pqrsd', mode: 'named' },
      ...{ open: false, reopened: 1, answered_on: '2024-03-20', closed_on: '2024-03-21' },
      ...{ outcome: 'a-favor-del-usuario', clock_state: 'met', due: '2024-03-27', late: false },
      ...{ extended_days: 15, recorded_by: 'crm', external_ref: 'fila-1', received_on: '2024-01-10' },
      ...{ clock_unit: 'business-days', ended_on: '2024-03-20' },
      ...{ messages_requested: 2, messages_sent: 1, messages_failed: 0 },
      flags: ['extension-beyond-double', 'moved-out-of-order'],
    })
  })

  it('orders its timeline by instant, and says nothing of persons or of when machines did their part', () => {
    const entries = timeline(wholeLife().reduce(addFact, newFacts(id)).told)
    const text = JSON.stringify(entries)
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted())
    expect(entries.slice(0, 6).map(({ type }) => type)).toEqual([
      ...['FilingReceived', 'FilingNumbered', 'CaseOpened', 'CaseAssigned'],
      ...['MessageRequested', 'ClockStarted'],
    ])
    expect(text).not.toMatch(/Ref|Hash|messageId|clockId|MessageSent|radicado/)
  })

  it('has a sum that shows a line which is missing, or is there twice', () => {
    const life = wholeLife()
    const whole = rowAfter(life).timeline_sum
    const named = life.filter(({ type }) => !type.endsWith('MessageSent.v1'))
    for (const one of named) {
      expect(rowAfter(life.filter((other) => other !== one)).timeline_sum).not.toBe(whole)
      expect(rowAfter([...life, one]).timeline_sum).not.toBe(whole)
    }
    expect(rowAfter(named).timeline_sum).toBe(whole)
  })

  it('leaves its queue on the day that its term is met, though it is closed later', () => {
    const tell = publisher()
    const life = [
      ...[tell.filed(id, '2024-01-10T15:00:00.000Z'), tell.started(id, '2024-01-10', '2024-01-31')],
      ...[tell.moved(id, '2024-01-25', 'cerrada', { final: true }), tell.met(id, '2024-01-22', '2024-01-31')],
    ]
    expect(rowAfter(life)).toMatchObject({ ended_on: '2024-01-22', closed_on: '2024-01-25' })
    expect(rowAfter(life.slice(0, 3)).ended_on).toBe('2024-01-25')
    expect(rowAfter(life.toSpliced(2, 1)).ended_on).toBeUndefined()
  })

  it('goes through the colours of its term', () => {
    const life = wholeLife()
    const lightAfter = (n: number) => rowAfter(life.slice(0, n))
    expect(lightAfter(5)).toMatchObject({ light: 'verde', clock_state: 'running', due: '2024-01-31' })
    const paused = lightAfter(9)
    expect(paused).toMatchObject({ clock_state: 'paused', attend_by: '9999-12-31' })
    expect(paused.due).toBeUndefined()
    expect(lightAfter(12)).toMatchObject({ light: 'amarillo', due: '2024-02-05' })
    expect(lightAfter(13)).toMatchObject({ light: 'verde', due: '2024-02-26' })
    expect(lightAfter(15)).toMatchObject({ light: 'vencido', clock_state: 'breached' })
    expect(lightAfter(19)).toMatchObject({ late: true, open: false })
    expect(lightAfter(21)).toMatchObject({
      light: 'verde',
      clock_state: 'running',
      open: true,
      due: '2024-03-27',
    })
    expect(lightAfter(21).late).toBeUndefined()
    expect(lightAfter(21).answered_on).toBeUndefined()
    expect([lightAfter(19).ended_on, lightAfter(21).ended_on]).toEqual(['2024-03-01', undefined])
  })
})
