import { type Calendar, type Overlay, overlaySchema, withOverlays } from '@ventanilla/calendar'
import { clockFrom, regimeNamed, regimes, rulesOf } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import { clockOf, fact, rulesFor } from './clock-of.ts'

describe('the regimes', () => {
  it('have the names that are promised, each once', () => {
    const names = regimes.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(
      expect.arrayContaining([
        ...['peticion', 'informacion', 'consulta', 'entre-autoridades', 'congreso-258', 'congreso-249'],
        ...['habeas-data-consulta', 'habeas-data-reclamo', 'financiero-consulta', 'financiero-reclamo'],
        ...['ley-142', 'defensor', 'tutela', '004/web', '004/infoservicio', '004/sms-email', '004/excepcion'],
      ]),
    )
    expect(names.filter((name) => name.startsWith('004/'))).toHaveLength(14)
  })

  it('have versions that follow one another, and say what is not settled', () => {
    for (const { name, versions, settled, note } of regimes) {
      for (const [index, { to }] of versions.entries()) {
        const next = versions[index + 1]
        expect([name, to === undefined ? undefined : dayAfter(to)]).toEqual([name, next?.from])
      }
      expect([name, settled || note !== undefined]).toEqual([name, true])
    }
  })

  it.each([
    ['peticion', '2020-03-05', 15],
    ['peticion', '2020-03-20', 30],
    ['peticion', '2021-03-01', 30],
    ['informacion', '2021-03-01', 20],
    ['consulta', '2021-03-01', 35],
    ['peticion', '2022-05-17', 30],
    ['peticion', '2022-05-18', 15],
    ['peticion', '2005-03-01', 15],
  ])('%s of %s runs for %i days', (name, at, amount) => {
    expect(clockOf(name, [fact(`received ${at}`)]).term).toEqual({ amount, unit: 'business-days' })
  })

  it('receive internal requests in a window only, and petitions at any hour', () => {
    const due = (name: string, at: string, set = {}) => clockOf(name, [fact(`received ${at}`)], { set }).due
    expect(due('peticion', '2026-11-23T23:50')).toBe(due('peticion', '2026-11-23T07:30'))
    expect(due('004/web', '2026-11-23T16:59')).toBe('2026-12-10')
    expect(due('004/web', '2026-11-23T17:00')).toBe('2026-12-11')
    expect(due('004/web', '2026-11-23T07:30')).toBe('2026-12-11')
    expect(due('004/web', '2026-11-23T07:30', { 'reception.from': '07:00' })).toBe('2026-12-10')
    expect(due('004/excepcion', '2026-11-23T08:59')).toBe('2026-11-24')
    expect(due('004/excepcion', '2026-11-23T09:00')).toBe('2026-11-25')
    expect(due('004/excepcion', '2026-11-23T09:00', { 'exception.late': 'ordinary' })).toBe('2026-12-10')
  })
})

describe('a closing that leaves some regimes alone', () => {
  const closing = { date: '2026-11-25', by: 'Decreto 1' }
  const calendar = withOverlays([overlay({ closed: [{ ...closing, suspends: { only: ['peticion'] } }] })])

  it('takes a day from those it names and none from the others', () => {
    const of = (name: string) => clockFrom(rulesFor(name), [fact('received 2026-11-22')], calendar)
    expect(of('peticion').due).toBe('2026-12-15')
    expect(of('informacion').due).toBe('2026-12-04')
    expect(of('informacion').explanation.find(({ date }) => date === '2026-11-25')).toMatchObject({
      ...{ counted: true, kind: 'closed-not-suspended', source: 'Decreto 1' },
    })
    expect(of('peticion').calendar).toEqual(of('informacion').calendar)
  })

  it('may name the law instead of its regimes, as procedures do', () => {
    const ofLaw = withOverlays([overlay({ closed: [{ ...closing, suspends: { only: ['ley-1755'] } }] })])
    const due = (name: string) => clockFrom(rulesFor(name), [fact('received 2026-11-22')], ofLaw).due
    expect(['peticion', 'informacion', 'ley-142'].map(due)).toEqual([
      '2026-12-15',
      '2026-12-07',
      '2026-12-14',
    ])
  })
})

describe('the calendar of an entity', () => {
  const from = (name: string, at: string, whole: Calendar, set = {}) =>
    clockFrom(rulesFor(name, set), [fact(`received ${at}`)], whole)

  it('lays down the hours in which internal requests are received, several a day, but for what is set', () => {
    const hours = [
      { from: '07:00', to: '12:00' },
      { from: '14:00', to: '16:00' },
    ]
    const whole = withOverlays([
      overlay({ reception: [{ procedures: ['publicaciones'], week: [{ days: [1, 2, 3, 4, 5], hours }] }] }),
    ])
    const due = (name: string, at: string, set = {}) => from(name, at, whole, set).due
    expect(due('004/web', '2026-11-23T07:00')).toBe('2026-12-10')
    expect(due('004/web', '2026-11-23T12:00')).toBe('2026-12-11')
    expect(due('004/web', '2026-11-23T14:00')).toBe('2026-12-10')
    expect(due('004/web', '2026-11-23T16:00')).toBe('2026-12-11')
    expect(due('004/web', '2026-11-23')).toBe('2026-12-10')
    expect(due('004/web', '2026-11-23T16:00', { 'reception.to': '17:00' })).toBe('2026-12-10')
    expect(due('004/excepcion', '2026-11-23T07:30')).toBe('2026-11-24')
    expect(
      due('004/excepcion', '2026-11-23T07:30', { 'exception.before': '07:30', 'reception.from': '07:00' }),
    ).toBe('2026-11-25')
    expect(due('peticion', '2026-11-22T12:30')).toBe('2026-12-14')
  })

  it('lays down when its hours run, several windows a day, but for what is set', () => {
    const attention = [
      {
        days: [1, 2, 3, 4],
        hours: [
          { from: '08:00', to: '12:00' },
          { from: '14:00', to: '17:00' },
        ],
      },
      { days: [5], hours: [{ from: '08:00', to: '13:00' }] },
    ]
    const whole = withOverlays([overlay({ attention })])
    const ten = { 'term.amount': '10', 'term.unit': 'business-hours' }
    const asked = (set = {}) => from('tutela', '2026-11-19T10:00', whole, { ...ten, ...set })
    // Thursday from 10: five hours. Friday: five, and it closes at one.
    expect(asked()).toMatchObject({ due: '2026-11-20', endsAt: '2026-11-20T18:00:00.000Z' })
    expect(asked().explanation.at(-1)?.total).toBe(10)
    expect(asked({ 'hours.to': '16:00' }).endsAt).toBe('2026-11-20T17:00:00.000Z')
  })

  it('that opens after the hour of exceptions leaves them its own hours', () => {
    const week = [{ days: [1, 2, 3, 4, 5], hours: [{ from: '10:00', to: '16:00' }] }]
    const whole = withOverlays([overlay({ reception: [{ week }] })])
    expect(from('004/excepcion', '2026-11-23T10:00', whole).due).toBe('2026-11-24')
  })

  it('is warned of where it has nothing to say', () => {
    const { warnings, sentences } = from('peticion', '2026-12-22T10:00', withOverlays([overlay({})]))
    expect(warnings).toMatchObject([{ code: 'outside-validity', from: '2027-01-01', to: '2027-01-15' }])
    expect(sentences).toContain(warnings[0]?.detail)
  })

  it('is told of by the name of its one-off days', () => {
    const civic = [{ date: '2026-11-25', name: 'Día de la ciudad', by: 'Acuerdo 7', scope: 'entity' }]
    const { sentences } = from('peticion', '2026-11-22T10:00', withOverlays([overlay({ civic })]))
    expect(sentences.join(' ')).toContain('2026-11-25, día cívico de la entidad: Día de la ciudad')
  })
})

describe('parameters', () => {
  const set = (name: string, settings: Record<string, string>) => {
    const regime = regimeNamed(name)
    return regime && rulesOf(regime, settings)
  }

  it.each([
    ['peticion', 'color', 'rojo', 'parameter-unknown'],
    ['peticion', 'reception.from', '08:00', 'parameter-unknown'],
    ['peticion', 'answer.countsWhen', 'nunca', 'parameter-invalid'],
    ['peticion', 'term.amount', '0', 'parameter-invalid'],
    ['peticion', 'term.amount', '1826', 'parameter-invalid'],
    ['ley-142', 'term.step', 'casacion', 'parameter-invalid'],
    ['004/web', 'reception.to', '25:00', 'parameter-invalid'],
    ['004/web', 'reception.to', '07:00', 'parameter-invalid'],
    ['004/excepcion', 'exception.before', '07:00', 'parameter-invalid'],
    ['tutela', 'hours.to', '07:00', 'parameter-invalid'],
  ])('of %s: %s=%s is refused', (name, key, value, refused) => {
    expect(set(name, { [key]: value })).toMatchObject({ refused, field: key, detail: expect.any(String) })
  })

  it('in months are no more than a calendar has, the extension neither', () => {
    const months = { 'term.unit': 'calendar-months' }
    for (const field of ['term.amount', 'extension.limit']) {
      expect(set('peticion', { ...months, [field]: '59' })).toMatchObject({
        refused: 'parameter-invalid',
        field,
      })
    }
    const asked = { set: { ...months, 'term.amount': '58', 'extension.limit': '58' } }
    const more = fact('extended 2026-11-24', { reason: 'prueba', days: 58 })
    expect(clockOf('peticion', [fact('received 2026-11-23'), more], asked).due).toBe('2036-07-23')
    const far = fact('extended 2026-11-24', { reason: 'prueba', newDue: '2099-01-01' })
    expect(clockOf('peticion', [fact('received 2026-11-23'), far], asked).refused).toMatchObject([
      { code: 'extension-beyond-limit' },
    ])
  })

  it('change the term, its unit, its first day, its step and its extension', () => {
    const due = (name: string, settings: Record<string, string>) =>
      clockOf(name, [fact('received 2026-11-23T10:00')], { set: settings }).due
    expect(due('congreso-258', {})).toBe('2026-11-30')
    expect(due('congreso-258', { 'term.unit': 'calendar-days' })).toBe('2026-11-28')
    expect(due('tutela', { 'term.amount': '48', 'term.unit': 'calendar-hours' })).toBe('2026-11-25')
    expect(due('tutela', { 'term.amount': '10', 'term.unit': 'business-hours' })).toBe('2026-11-24')
    expect(due('ley-142', { 'term.start': 'same-day' })).toBe('2026-12-14')
    expect(due('defensor', { 'term.step': 'traslado' })).toBe('2026-11-26')
    expect(rulesFor('peticion', { 'extension.limit': '5' }).extensionLimit).toBe(5)
  })

  it('count what remains of a term in hours to the minute', () => {
    const set = { 'term.amount': '48', 'term.unit': 'calendar-hours' }
    const answer = clockOf('tutela', [fact('received 2026-11-22T10:00')], { at: '2026-11-23T11:30', set })
    expect(answer).toMatchObject({ endsAt: '2026-11-24T15:00:00.000Z', remaining: 22.5, state: 'running' })
    expect(answer.explanation.at(-1)?.total).toBe(48)
  })
})

/** What an entity says of 2026. */
function overlay(says: object): Overlay {
  const valid = { from: '2026-01-01', to: '2026-12-31' }
  return overlaySchema.parse({ calendar: 'prueba', base: 'co', valid, ...says })
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}
