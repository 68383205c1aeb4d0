import { readFileSync } from 'node:fs'
import { addDays, nationalCalendar, withOverlays } from '@ventanilla/calendar'
import { describe, expect, it } from 'vitest'
import { historyOf } from '../src/domain/risk/history.ts'
import { type AreaCount, loadsOf } from '../src/domain/risk/load.ts'
import { riskDefaults } from '../src/domain/risk/parameters.ts'
import { judgeRisk } from '../src/domain/risk/risk.ts'
import { rulerOf } from '../src/domain/risk/ruler.ts'
import { riskInWords } from '../src/queries/at-risk/in-words.ts'

const howTo = readFileSync(new URL('../../../docs/how-to/find-cases-at-risk.md', import.meta.url), 'utf8')

const ruler = rulerOf(nationalCalendar())
const today = '2026-12-09'
const like = { procedure: 'pqrsd', kind: 'queja' }

describe('the risk in words', () => {
  const one = { ...like, unit: 'business-days', area: 'cartera', due: '2026-12-14' }
  const judged = (history: Parameters<typeof historyOf>[0], ended: number, queued: number) => {
    const queue = [{ due: '2026-12-11', cases: queued }]
    const loads = new Map([['cartera', { ended, days: 20, queue }]])
    const ground = { history: historyOf(history), loads }
    return riskInWords(one, judgeRisk(one, ground, { today, ruler, parameters: riskDefaults }), riskDefaults)
  }

  it('has all its numbers', () => {
    const history = [
      { ...like, late: true, left: 0, cases: 12 },
      { ...like, late: false, left: 3, cases: 28 },
      { ...like, late: false, left: 4, cases: 500 },
      { procedure: 'pqrsd', kind: 'reclamo', late: false, left: 1, cases: 1 },
    ]
    const words = judged(history, 41, 12)
    expect(howTo).toContain(`\n${words.join('\n')}\n`)
    expect(words).toEqual([
      'De 40 casos de «pqrsd» y clase «queja» que seguían sin terminar a 3 días hábiles del vencimiento, 12 vencieron (30 %); pesa 67 %.',
      'De 41 casos de «pqrsd» que seguían sin terminar a 3 días hábiles del vencimiento, 12 vencieron (29 %); pesa 22 %.',
      'De 41 casos de toda la entidad que seguían sin terminar a 3 días hábiles del vencimiento, 12 vencieron (29 %); pesa 7 %.',
      'Sin más historia se supone 10 %; pesa 4 %.',
      'El área «cartera» tiene 12 casos que vencen a más tardar el 14 de diciembre de 2026, contando este.',
      'Terminó 41 en 20 días hábiles con trabajo; con uno más en un día más, son 2 por día: en 4 días hábiles alcanza para 8, y le falta 33 %.',
    ])
  })

  it('says what is assumed where nothing is known, and nothing of a lack that isn’t', () => {
    expect(judged([], 20, 1)).toEqual([
      'Sin más historia se supone 10 %; pesa 100 %.',
      'El área «cartera» tiene 1 caso que vence a más tardar el 14 de diciembre de 2026, contando este.',
      'Terminó 20 en 20 días hábiles con trabajo; con uno más en un día más, son 1 por día: en 4 días hábiles alcanza para 4.',
    ])
  })
})

describe('the load of an area', () => {
  const days = ruler.businessDaysBefore(today, 5)
  const counting = { days, today, noDate: '9999-12-31' }
  const of = (...counts: Omit<AreaCount, 'area'>[]) =>
    loadsOf(
      counts.map((count) => ({ area: 'cartera', ...count })),
      counting,
    ).get('cartera')

  it('is counted over the last business days', () => {
    // The 8th is a holiday, the 5th and 6th are a weekend.
    expect(days).toEqual(['2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-07'])
  })

  it('has the days on which a case was open, and what was ended on them or on a day between', () => {
    const load = of(
      { what: 'received', day: '2026-12-02', cases: 2 },
      { what: 'ended', day: '2026-12-03', cases: 1 },
      { what: 'ended', day: '2026-12-05', cases: 1 },
      { what: 'received', day: today, cases: 1 },
      { what: 'due', day: '2026-12-30', cases: 1 },
    )
    expect(load).toEqual({ ended: 2, days: 3, queue: [{ due: '2026-12-30', cases: 1 }] })
  })

  it('leaves today out, which isn’t over, and what stands still out of the queue', () => {
    const load = of(
      { what: 'ended', day: today, cases: 3 },
      { what: 'due', day: '9999-12-31', cases: 2 },
      { what: 'due', day: '2026-12-20', cases: 1 },
      { what: 'due', day: '2026-12-10', cases: 4 },
    )
    expect(load).toEqual({
      ...{ ended: 0, days: 5 },
      queue: [
        { due: '2026-12-10', cases: 4 },
        { due: '2026-12-20', cases: 1 },
      ],
    })
  })
})

describe('days are counted', () => {
  it('in the unit of the term', () => {
    expect(ruler.daysAfter('business-days', '2026-12-04', '2026-12-09')).toBe(2)
    expect(ruler.daysAfter('calendar-days', '2026-12-04', '2026-12-09')).toBe(5)
  })

  it('by the nation’s calendar where the entity’s refuses them', () => {
    const valid = { from: '2026-01-01', to: '2026-12-31' }
    const closed = [{ date: '2026-12-07', by: 'Resolución 1' }]
    const strict = withOverlays([
      {
        calendar: 'propio',
        base: 'co',
        valid,
        outside: 'refuse',
        closed,
        civic: [],
        counted: [],
        reception: [],
      },
    ])
    const own = rulerOf(strict)
    expect(own.daysAfter('business-days', '2026-12-04', '2026-12-09')).toBe(1)
    expect(own.daysAfter('business-days', '2026-12-04', '2027-01-04')).toBe(
      ruler.daysAfter('business-days', '2026-12-04', '2027-01-04'),
    )
  })

  it('and those before the calendars begin, or after they end, are none', () => {
    expect(ruler.daysAfter('business-days', '1983-01-01', '1984-01-03')).toBe(
      ruler.daysAfter('business-days', '1984-01-01', '1984-01-03'),
    )
    expect(ruler.businessDaysBefore('1984-01-05', 20).length).toBeLessThan(20)
    expect(ruler.daysAfter('business-days', '2199-12-31', addDays('2199-12-31', 40))).toBe(0)
  })
})
