import { readFileSync } from 'node:fs'
import { bogotaInstant } from '@ventanilla/calendar'
import { given } from '@ventanilla/decider/testing'
import type { Procedure, Transition } from '@ventanilla/procedures'
import { describe, expect, it } from 'vitest'
import { caseDecider } from '../src/domain/case-decider.ts'
import { impossible } from '../src/domain/conformance/deviation.ts'
import { type Told, walkCase } from '../src/domain/conformance/walk-case.ts'
import type { CaseEvent, CaseMoved } from '../src/domain/events.ts'
import {
  calendar,
  caseId,
  caseIn,
  filing,
  friday,
  icetex,
  noteRef,
  pqrsd,
  publicaciones,
} from './support/cases.ts'
import { complete, move as movePqrsd } from './support/commands.ts'

const [born] = caseIn(publicaciones, 'registrado')
const at = bogotaInstant(friday, '17:00')
const move = (data: Partial<CaseMoved['data']>): CaseMoved => ({
  type: 'CaseMoved',
  data: {
    caseId,
    transition: '',
    from: '',
    to: '',
    reason: '',
    clock: 'runs',
    final: false,
    on: friday,
    timed: [],
    ...data,
  },
})
const taken = move({
  ...{ transition: 'recibir', from: 'registrado', to: 'en-proceso' },
  ...{ reason: 'Cumple las condiciones generales', action: 'start' },
})
const evidence = [
  'aprobacion-del-jefe',
  'aprobacion-comunicaciones',
  'visto-bueno-areas',
  'evidencia-de-entrega',
]
const solved = move({
  ...{ transition: 'solucionar', from: 'en-proceso', to: 'solucionado', reason: 'Solución entregada' },
  ...{ clock: 'stops', action: 'solve', evidence: evidence.map((id) => ({ id, ref: 'archivo:1' })) },
})
const answer: CaseEvent = { type: 'CaseAnswered', data: { caseId, on: friday, flags: [] } }
const closed = move({
  ...{ transition: 'cerrar-por-tiempo', from: 'solucionado', to: 'cerrado', on: '2026-11-26' },
  reason: 'Por tiempo excedido de los tres (3) días para que el usuario evalúe la encuesta de servicio',
  ...{ clock: 'ends', final: true, action: 'close' },
})

/** @param ends the instants of the last of them; those before happened on the Friday */
function codes(
  events: readonly (CaseEvent | undefined)[],
  ends: readonly string[] = [],
  procedure = publicaciones,
) {
  const before = events.length - ends.length
  const told = events.flatMap((event, index) =>
    event ? [{ ...event, version: index + 1, at: ends[index - before] ?? at }] : [],
  ) as Told[]
  const walk = walkCase(told, () => ({ procedure, entity: icetex, calendar }))
  return walk?.deviations.map(({ code, version }) => `${version} ${code}`)
}

describe('the path of a case', () => {
  // Solved on Friday 20: Monday, Tuesday and Wednesday are its three days.
  const over = '2026-11-26T05:00:00.000Z'
  const path = [born, taken, solved, answer]

  it('is what its procedure allows', () => {
    expect(codes([...path, closed], [over])).toEqual([])
  })

  it('is not, when the system closed it before its time, or a person in its place', () => {
    expect(codes([...path, closed], ['2026-11-26T04:59:59.999Z'])).toEqual(['5 moved-too-early'])
    const byHand = move({ ...closed.data, by: 'agente-1' })
    expect(codes([...path, byHand], [over])).toEqual(['5 transition-by-system'])
  })

  it('is not, when it was opened again in another way than is written', () => {
    const [reopening] = publicaciones.transitions.filter(({ id }) => id === 'reabrir')
    if (reopening === undefined) throw new Error('nothing opens it again')
    const { reason, reopens } = reopening
    const again = move({
      ...{
        transition: 'reabrir',
        from: 'cerrado',
        to: 'reabierto',
        reason,
        action: 'reopen',
        on: '2026-11-27',
      },
      ...{ noteRef, reopens },
    })
    const later = '2026-11-27T15:00:00.000Z'
    const codesOf = (last: CaseEvent) => codes([...path, closed, last], [over, later])
    expect(codesOf(again)).toEqual([])
    const otherwise = reopens === 'new-term' ? 'original-due' : 'new-term'
    expect(codesOf(move({ ...again.data, reopens: otherwise }))).toEqual(['6 move-altered'])
  })

  it('is not, when it was born elsewhere, born again, or under what there is not', () => {
    expect(codes([{ ...born, data: { ...born?.data, state: 'en-proceso' } } as CaseEvent])).toEqual([
      '1 initial-state-altered',
    ])
    expect(codes([born, born])).toEqual(['2 opened-twice'])
    expect(codes([taken, born])).toEqual(['1 state-altered'])
    const told = [{ ...born, version: 1, at }] as Told[]
    expect(walkCase(told, () => undefined)?.deviations).toMatchObject([{ code: 'definition-missing' }])
    expect(walkCase([], () => undefined)).toBeUndefined()
  })

  it('has an answer where a move gave one, and only there', () => {
    expect(codes([born, answer])).toEqual(['2 answer-without-move'])
    expect(codes([born, answer, taken])).toEqual(['2 answer-without-move'])
    expect(codes([born, answer, { type: 'CaseClassified', data: { caseId, theme: 'cartera' } }])).toEqual([
      '2 answer-without-move',
    ])
  })

  it('rests and goes on where it was, and meanwhile nobody here does anything with it', () => {
    const other = '7a2d3b7f-7b6b-5c63-9a3c-1a8a7a2f3e4d'
    const merged: CaseEvent = { type: 'CaseMerged', data: { caseId, into: other, on: friday, noteRef } }
    const separated = (from: string): CaseEvent => ({
      type: 'CaseUnmerged',
      data: { caseId, from, on: friday, noteRef, since: friday, timed: [] },
    })
    const given: CaseEvent = {
      type: 'CaseAssigned',
      data: { caseId, area: 'gestion-archivo', level: 1, rule: 'by-hand' },
    }
    const filled: CaseEvent = {
      type: 'CaseFormFilled',
      data: { caseId, on: friday, form: { id: 'f', values: {}, texts: [] } },
    }
    const told = move({ ...taken.data, recordedBy: 'mesa-de-ayuda' })
    expect(codes([born, merged, separated(other), taken])).toEqual([])
    expect(codes([born, merged, told, separated(other), solved])).toEqual([])
    expect(codes([born, merged, taken])).toEqual(['3 changed-while-merged'])
    expect(codes([born, merged, given, filled])).toEqual(['3 changed-while-merged', '4 changed-while-merged'])
    expect(codes([born, merged, merged])).toEqual(['3 merged-twice'])
    expect(codes([born, separated(other)])).toEqual(['2 unmerged-alone'])
    expect(codes([born, merged, separated(caseId)])).toEqual(['3 unmerged-alone'])
  })

  it('rests, and what another system moves there may give it to an area, and nobody else may', () => {
    const other = '7a2d3b7f-7b6b-5c63-9a3c-1a8a7a2f3e4d'
    const merged: CaseEvent = { type: 'CaseMerged', data: { caseId, into: other, on: friday, noteRef } }
    const told = move({ ...taken.data, recordedBy: 'mesa-de-ayuda' })
    const assigned = (rule: string): CaseEvent => ({
      type: 'CaseAssigned',
      data: { caseId, area: 'gestion-archivo', level: 1, rule },
    })
    const ranked: CaseEvent = { type: 'CasePrioritySet', data: { caseId, is: 'granted', on: friday } }
    const handed = assigned('move-recibir')
    expect(codes([born, merged, told, handed])).toEqual([])
    expect(codes([born, merged, told, ranked, handed])).toEqual([])
    expect(codes([born, merged, handed])).toEqual(['3 changed-while-merged'])
    expect(codes([born, merged, assigned('move-recorded')])).toEqual([])
    expect(codes([born, merged, told, assigned('move-solucionar')])).toEqual(['4 changed-while-merged'])
    expect(codes([born, merged, told, assigned('by-hand')])).toEqual(['4 changed-while-merged'])
    expect(codes([born, merged, told, handed, handed])).toEqual(['5 changed-while-merged'])
    expect(codes([born, merged, taken, handed])).toEqual(['3 changed-while-merged', '4 changed-while-merged'])
  })

  it('may be given to an area by the move that answers it, and by one that makes it go first', () => {
    const assigns = { area: 'gestion-archivo', level: 1 }
    const written = (change: Partial<Transition>): Procedure => ({
      ...pqrsd,
      transitions: pqrsd.transitions.map((one) => (one.by === 'user' ? { ...one, assigns, ...change } : one)),
    })
    const open = { type: 'Open' as const, filing: filing(), entity: icetex, calendar }
    const opened = caseDecider.decide(open, caseDecider.initial) as CaseEvent[]
    const { state } = given(caseDecider, ...opened)
    for (const [procedure, transition] of [
      [written({}), 'responder:asignada'],
      [written({ priority: { becomes: 'granted' } }), 'iniciar:asignada'],
    ] as const) {
      const made = procedure.transitions.find(({ id }) => id === transition)
      if (made === undefined) throw new Error(`no ${transition}`)
      const asked = movePqrsd(procedure, { transition }, complete(procedure, made))
      const events = caseDecider.decide(asked, state) as CaseEvent[]
      expect(codes([...opened, ...events], [], procedure)).toEqual([])
      expect(given(caseDecider, ...opened, ...events).state).toMatchObject({ state: made.to, ...assigns })
    }
  })

  it('is what the decider makes of a filing', () => {
    const command = { type: 'Open' as const, filing: filing(), entity: icetex, calendar }
    const events = caseDecider.decide(command, caseDecider.initial) as CaseEvent[]
    expect(codes(events, [], pqrsd)).toEqual([])
  })
})

it('the reference has every code, and no other', () => {
  const page = readFileSync(new URL('../../../docs/reference/conformance.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code)
  expect(rows).toEqual(Object.keys(impossible))
})
