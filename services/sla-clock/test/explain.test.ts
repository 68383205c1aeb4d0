import { type Overlay, parseOverlay, withOverlays } from '@ventanilla/calendar'
import { fold } from '@ventanilla/decider'
import { describe, expect, it } from 'vitest'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { explain } from '../src/domain/explain.ts'
import type { ClockStart } from '../src/domain/facts.ts'
import {
  annulled,
  answered,
  calendar,
  extend,
  hear,
  petition,
  reach,
  runs,
  stops,
} from './support/clock-facts.ts'

function explained(commands: ClockCommand[], start: ClockStart = petition(), days = calendar) {
  let state = clockDecider.initial
  for (const command of [{ type: 'Start', start, calendar: days } as const, ...commands]) {
    const decision = clockDecider.decide({ ...command, calendar: days }, state)
    if ('refused' in decision) throw new Error(decision.refused)
    state = fold(clockDecider, decision as ClockEvent[], state)
  }
  return explain(start, state, days)
}

function parsed(yaml: string): Overlay {
  const read = parseOverlay(yaml)
  if ('refused' in read) throw new Error(read.detail)
  return read.overlay
}

describe('an explanation', () => {
  it('names every day and every holiday', () => {
    const { due, days, summary } = explained([])
    expect(due).toBe('2026-12-14')
    expect(days).toHaveLength(23)
    expect(days[0]).toMatchObject({ date: '2026-11-22', counted: false, kind: 'received', total: 0 })
    expect(days.find(({ date }) => date === '2026-12-08')).toMatchObject({
      ...{ counted: false, kind: 'holiday', source: 'Ley 51/1983 art. 1', total: 11 },
    })
    expect(days.at(-1)).toMatchObject({ date: '2026-12-14', counted: true, total: 15 })
    expect(summary).toBe(
      'Se recibió el domingo 22 de noviembre de 2026. El término es de 15 días hábiles (Ley 1437 de 2011, ' +
        'artículo 14) y se cuenta desde el día siguiente. No se contaron 7 días: 3 sábados, 3 domingos y 1 festivo ' +
        '(8 de diciembre de 2026, Inmaculada Concepción). El término vence el lunes 14 de diciembre de 2026, al ' +
        'final del día.',
    )
  })
  it('tells one-off days, closings that leave the term alone, and what its calendar does not speak of', () => {
    const closings = parsed(`calendar: propio
base: co
valid: { from: 2026-01-01, to: 2026-12-11 }
closed: [{ date: 2026-12-07, by: Resolución 12, suspends: none }]
civic: [{ date: 2026-12-04, name: Aniversario, by: Acuerdo 3, scope: entity }]`)
    const days = withOverlays([closings]).forTerm({ regime: 'ley-1755' })
    const { due, summary } = explained([], petition(), days)
    expect(due).toBe('2026-12-15')
    expect(summary).toContain('1 día cívico (4 de diciembre de 2026, Aniversario)')
    expect(summary).toContain(
      'La entidad cerró sin suspender este término: 7 de diciembre de 2026 (Resolución 12).',
    )
    expect(summary).toContain(
      'Del 12 de diciembre de 2026 al 15 de diciembre de 2026 el calendario propio no está vigente',
    )
  })
  it('says of a suspended term how far it had got', () => {
    const { due, summary } = explained([hear(stops(5, '2026-11-26'))])
    expect(due).toBeUndefined()
    // Its count stops with the first day of the suspension: how many there are is not known.
    expect(summary).not.toContain('No se contó')
    expect(summary).toContain(
      'Está suspendido desde el jueves 26 de noviembre de 2026 (Petición incompleta): van 4 de 15 días hábiles y no ' +
        'tiene fecha de vencimiento hasta que se reanude.',
    )
  })
  it('keeps holidays apart by more than the comma after each date', () => {
    const { summary } = explained([], petition({ amount: 30 }))
    expect(summary).toContain(
      'y 3 festivos (8 de diciembre de 2026, Inmaculada Concepción; 25 de diciembre de 2026, Navidad; ' +
        '1 de enero de 2027, Año Nuevo)',
    )
  })
  it('says of a term that is over that it was due, and not that it is', () => {
    const { summary } = explained([reach('2026-12-20T00:00:00.000Z')])
    expect(summary).toContain(
      'El término venció el lunes 14 de diciembre de 2026, al final del día. Venció sin respuesta.',
    )
  })
  it('tells of an extension that breaks rules which, and that another system recorded it', () => {
    const recordedBy = 'sistema-anterior'
    const { summary } = explained([extend({ amount: 20, on: '2026-12-15', today: '2026-12-20', recordedBy })])
    expect(summary).toContain(
      'La prórroga de 20 días hábiles del 15 de diciembre de 2026 la registró otro sistema: se cuenta, pero no ' +
        'cumple las reglas (el término ya había vencido; pasa del doble del término).',
    )
    expect(explained([extend()]).summary).not.toContain('otro sistema')
  })
  it('tells of an extension that the law does not count, and why', () => {
    const law = {
      ...{ regime: 'peticion', version: '2022-05-18', parameters: {} },
      receivedAt: '2026-11-22T15:00:00.000Z',
    }
    const { due, summary } = explained(
      [extend({ amount: 20, on: '2026-12-15', today: '2026-12-20', recordedBy: 'sistema-anterior' })],
      petition({ law }),
    )
    expect(due).toBe('2026-12-14')
    expect(summary).toContain(
      'La prórroga de 20 días hábiles del 15 de diciembre de 2026 no se cuenta: la prórroga se informó después de ' +
        'vencido el término.',
    )
    expect(summary).not.toContain('Se prorrogó')
    expect(summary).toContain('15 días hábiles (Ley 1437/2011 art. 14 [Ley 1755/2015 art. 1]) y se cuenta')
  })
  it('tells extensions, suspensions and how it ended', () => {
    const { summary } = explained([
      hear(stops(5, '2026-11-26')),
      hear(runs(6, '2026-12-03')),
      extend({ amount: 1 }),
      hear(answered(9, '2026-12-23')),
    ])
    expect(summary).toContain('Se prorrogó por 1 día hábil más.')
    expect(summary).toContain('7 días con el término suspendido (Petición incompleta)')
    expect(summary).toContain('El término vencía el martes 22 de diciembre de 2026, al final del día.')
    expect(summary).toContain('Se cumplió el miércoles 23 de diciembre de 2026, después del vencimiento.')
  })
  it('tells that it ended unanswered, was passed, or began anew', () => {
    expect(explained([hear(annulled(5, '2026-12-01'))]).summary).toContain(
      'El caso terminó el martes 1 de diciembre de 2026 sin respuesta: Radicada dos veces.',
    )
    expect(explained([reach('2027-01-01T00:00:00.000Z')]).summary).toContain('Venció sin respuesta.')
    const anew = explained([hear(answered(5, '2026-12-01')), hear(runs(6, '2026-12-21', 'new-term'))])
    expect(anew.summary).toMatch(
      /^El caso se reabrió el lunes 21 de diciembre de 2026 y desde entonces corre un término nuevo\./,
    )
    const resumed = explained([hear(answered(5, '2026-12-01')), hear(runs(6, '2026-12-21'))])
    expect(resumed.days.filter(({ kind }) => kind === 'paused').map(({ date }) => date)).toContain(
      '2026-12-21',
    )
    expect(resumed.summary).toContain('caso terminado, que después se reabrió')
  })
  it('names the acts of the entity, for and against', () => {
    const overlay = parsed(`calendar: prueba
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed: [{ date: 2026-11-30, by: Resolución 12 }]
counted: [{ date: 2026-12-08, why: turno especial }]`)
    const { due, summary } = explained([], petition(), withOverlays([overlay]))
    expect(due).toBe('2026-12-14')
    expect(summary).toContain('1 día de cierre (30 de noviembre de 2026, Resolución 12)')
    expect(summary).toContain('La entidad contó como hábil: 8 de diciembre de 2026.')
  })
  it('counts calendar days without leaving any out', () => {
    const { due, summary } = explained([], petition({ amount: 5, unit: 'calendar-days', ladder: [] }))
    expect(due).toBe('2026-11-27')
    expect(summary).toContain('El término es de 5 días calendario')
    expect(summary).not.toContain('No se cont')
  })
})
