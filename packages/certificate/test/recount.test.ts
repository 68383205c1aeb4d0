import { describe, expect, it } from 'vitest'
import type { DaysCertificate as Certificate } from '../src/certificate.ts'
import { recount } from '../src/recount/recount.ts'
import { certified, petition, stopped } from './support/certificates.ts'

const faults = (certificate: Certificate) => recount(certificate).filter(({ holds }) => !holds)
const codes = (certificate: Certificate) => faults(certificate).map(({ code }) => code)

/** The certificate with one of its days changed. */
const withDay = (
  date: string,
  changes: Partial<Certificate['days'][number]>,
  of = petition,
): Certificate => ({
  ...of,
  days: of.days.map((day) => (day.date === date ? { ...day, ...changes } : day)),
})

const paused = certified({
  ...{ received: '2026-11-22', amount: 15, unit: 'business-days' },
  pauses: [{ from: '2026-11-27', reason: 'Petición incompleta' }],
})

it.each([
  ['a petition', petition],
  ['one that was stopped, extended and answered late', stopped],
  ['one that is suspended', paused],
  [
    'one that was suspended when nothing was left of it',
    {
      ...certified({
        ...{ received: '2026-11-22', amount: 3, unit: 'business-days' },
        pauses: [{ from: '2026-11-26', reason: 'Petición incompleta' }],
      }),
    },
  ],
  [
    'calendar days, over a weekend',
    certified({ received: '2026-11-20', amount: 3, unit: 'calendar-days', answered: '2026-11-23' }),
  ],
  [
    'a pause over the day of reception, and one of no day',
    certified({
      ...{ received: '2026-11-22', amount: 5, unit: 'business-days' },
      pauses: [
        { from: '2026-11-20', to: '2026-11-25', reason: 'una' },
        { from: '2026-11-26', to: '2026-11-26', reason: 'otra' },
      ],
    }),
  ],
])('%s comes out', (_, certificate) => {
  expect(faults(certificate)).toEqual([])
})

describe('what doesn’t come out is told with its place:', () => {
  it.each<[string, Certificate, string, RegExp]>([
    [
      'a day that is missing',
      { ...petition, days: petition.days.filter(({ date }) => date !== '2026-12-05') },
      ...(['days', /lugar 14 debería estar el 2026-12-05, y está el 2026-12-06/] as const),
    ],
    [
      'a reception of another day',
      { ...petition, term: { ...petition.term, received: '2026-11-21' } },
      ...(['days', /lugar 1 debería estar el 2026-11-21/] as const),
    ],
    [
      'a Monday that is called a Sunday',
      withDay('2026-11-30', { kind: 'sunday', counted: false }),
      ...(['kinds', /2026-11-30 no puede ser «sunday»/] as const),
    ],
    [
      'a holiday that is counted',
      withDay('2026-12-08', { counted: true }),
      ...(['kinds', /2026-12-08 \(«holiday»\) se contó y no cuenta/] as const),
    ],
    [
      'a closing that rests on nothing',
      withDay('2026-12-08', { kind: 'closed', source: null }),
      ...(['kinds', /2026-12-08 \(«closed»\) no dice en qué norma/] as const),
    ],
    [
      'a pause that no suspension is behind',
      { ...stopped, pauses: [] },
      ...(['kinds', /2026-11-27 no puede ser «paused»/] as const),
    ],
    [
      'days of a suspension that run',
      { ...petition, pauses: [{ from: '2026-12-01', to: '2026-12-02', reason: 'x', source: null }] },
      ...(['kinds', /2026-12-01 no puede ser «business-day»: sería paused/] as const),
    ],
    [
      'a total that jumps',
      withDay('2026-12-01', { total: 8 }),
      ...(['totals', /hasta el 2026-12-01 van 7 días contados, y dice 8/] as const),
    ],
    [
      'a term that is shorter than its count',
      { ...petition, term: { ...petition.term, amount: 14 } },
      ...(['term', /se contaron 15 días, y el término es de 14/] as const),
    ],
    [
      'an extension that was not counted',
      { ...petition, term: { ...petition.term, extensions: [{ amount: 1, on: '2026-12-01' }] } },
      ...(['term', /se contaron 15 días, y el término es de 16/] as const),
    ],
    [
      'a suspended term with nothing left',
      { ...paused, term: { ...paused.term, amount: 4 } },
      ...(['term', /van 4 días de 4/] as const),
    ],
    [
      'a due date that isn’t the last day',
      { ...petition, due: '2026-12-15' },
      ...(['due', /llega al 2026-12-14, y el vencimiento dice 2026-12-15/] as const),
    ],
    [
      'an end at another hour',
      { ...petition, endsAt: '2026-12-15T00:00:00.000Z' },
      ...(['due', /termina en 2026-12-15T05:00:00.000Z/] as const),
    ],
    [
      'a due date of a suspended term',
      { ...paused, due: '2026-12-14' },
      ...(['due', /suspendido y tiene fecha/] as const),
    ],
    [
      'a suspension without an end of a term that runs',
      {
        ...petition,
        pauses: [{ from: '2026-12-20', to: null, reason: 'x', source: null }],
      },
      ...(['pauses', /1 suspensiones sin fin/] as const),
    ],
    [
      'a suspension that ends before it begins',
      {
        ...petition,
        pauses: [{ from: '2026-12-20', to: '2026-12-19', reason: 'x', source: null }],
      },
      ...(['pauses', /del 2026-12-20 termina antes/] as const),
    ],
    ['a suspended term without its day', { ...paused, pausedOn: null }, 'state', /desde cuándo/],
    ['an answer of a term that runs', { ...petition, endedOn: '2026-12-01' }, 'state', /no ha terminado/],
    ['an end without a day', { ...stopped, judgedOn: null }, 'state', /qué día terminó/],
    [
      'an answer that is called timely',
      { ...stopped, late: false },
      ...(['state', /se cumplió después del término: 2026-12-30 y/] as const),
    ],
    ['a judgement after the end', { ...stopped, judgedOn: '2026-12-31' }, 'state', /después de que terminó/],
    ['a term that runs and is late', { ...petition, late: false }, 'state', /no se ha cumplido/],
    [
      'a term that is over before it is',
      { ...petition, state: 'breached', issuedAt: '2026-12-15T04:59:59.999Z' },
      ...(['state', /no había terminado el último día/] as const),
    ],
    [
      'facts out of their order',
      { ...petition, facts: petition.facts.toReversed() },
      ...(['facts', /hecho 3 está fuera de su orden/] as const),
    ],
    [
      'a fact that comes after',
      { ...petition, issuedAt: '2026-11-22T15:30:00.000Z' },
      ...(['facts', /hecho 7 es posterior/] as const),
    ],
  ])('%s', (_, certificate, code, detail) => {
    expect(codes(certificate)).toContain(code)
    expect(faults(certificate).find((fault) => fault.code === code)?.detail).toMatch(detail)
  })
})

it('a term is over in the instant in which its last day is', () => {
  expect(codes({ ...petition, state: 'breached', issuedAt: '2026-12-15T05:00:00.000Z' })).toEqual([])
})
