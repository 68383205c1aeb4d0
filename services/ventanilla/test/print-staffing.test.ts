import { describe, expect, it } from 'vitest'
import { readStaffing } from '../src/cli/list-staffing.ts'
import { type StaffingPage, staffingRows, staffingSummary } from '../src/cli/print-staffing.ts'

const nothing = { cases: 0, changed: 0, earlier: 0, later: 0, nowInTime: 0, nowLate: 0, states: [] }
const page = (more: Partial<StaffingPage>): StaffingPage => ({
  ...{
    entity: 'icetex',
    period: { from: '2024-04-01', to: '2024-04-30' },
    asOf: '2024-05-02',
    calendar: 'co@1',
  },
  ...{ items: [], totals: nothing, areas: [], progress: { done: 0, total: 0 } },
  ...more,
})

describe('a staffing', () => {
  it('is a percentage, people before and after, or cases a day', () => {
    expect(readStaffing(['a=125%', 'b=3:4', 'c=12', 'd=0,5', ' e = 0% '])).toEqual([
      ...[
        { area: 'a', percent: 125 },
        { area: 'b', people: { before: 3, after: 4 } },
      ],
      ...[
        { area: 'c', perDay: 12 },
        { area: 'd', perDay: 0.5 },
        { area: 'e', percent: 0 },
      ],
    ])
  })

  it('that can not be read is told as it was written', () => {
    for (const text of [
      'cartera',
      '=3',
      'cartera=',
      'cartera=+1',
      'cartera=3:',
      'cartera=1=2',
      'cartera=-5%',
    ])
      expect(readStaffing(['a=1', text])).toMatchObject({
        ...{ code: 'staffing-invalid', field: 'staffing', detail: expect.stringContaining(`«${text}»`) },
      })
  })
})

describe('what it would have made', () => {
  const item = {
    ...{ caseId: 'c', area: 'cartera', movedBy: -2 },
    before: { state: 'late', endedOn: '2024-04-18' },
    after: { state: 'in-time', endedOn: '2024-04-16' },
  } as const

  it('is a line for each case, under one heading', () => {
    const line = 'c  cartera  2024-04-18 → 2024-04-16  -2 días hábiles  tarde → a tiempo\n'
    expect(staffingRows(page({ items: [item] }), false)).toBe(
      `Del 2024-04-01 al 2024-04-30, con lo que se sabe hasta el 2024-05-02:\n${line}`,
    )
    expect(staffingRows(page({ items: [item] }), true)).toBe(line)
    const open = { ...item, area: null, before: { state: 'overdue', endedOn: null }, movedBy: null } as const
    expect(staffingRows(page({ items: [open] }), true)).toBe(
      'c  sin área  sin fecha → 2024-04-16  sin diferencia que contar  abierto y vencido → a tiempo\n',
    )
  })

  it('is summed up, area by area', () => {
    const totals = {
      ...{ ...nothing, cases: 1_200, changed: 40, earlier: 40, nowInTime: 3 },
      states: [{ from: 'late', to: 'in-time', cases: 3 }],
    } as const
    const area = {
      ...{ ...totals, area: 'cartera', pace: { before: 3.5, after: 4.67 }, left: { before: 70, after: 80 } },
      ...{ stay: { before: 6, after: null }, waiting: { before: 12, after: 2 } },
    }
    expect(staffingSummary(page({ totals, areas: [area] }))).toBe(
      'Repetidos: 1.200 casos.\n' +
        'Terminarían otro día o en otro estado: 40. Antes: 40; después: 0.\n' +
        'Pasarían a estar a tiempo: 3; dejarían de estarlo: 0.\n' +
        'tarde → a tiempo: 3\n' +
        'Área cartera: 3,5 → 4,67 casos por día hábil con trabajo; 6 → sin dato días hábiles en su cola; ' +
        'al final esperaban 12 → 2; pasarían a tiempo 3, dejarían de estarlo 0.\n',
    )
  })

  it('is nothing where no case came by or none changes, and says so', () => {
    expect(staffingSummary(page({}))).toBe(
      'Ningún caso de icetex recibido hasta el 2024-04-30 pasó por esas áreas desde el 2024-04-01.\n',
    )
    expect(staffingSummary(page({ totals: { ...nothing, cases: 1 } }))).toBe(
      'Ningún caso cambia con esa capacidad. Repetidos: 1 caso.\n',
    )
  })
})
