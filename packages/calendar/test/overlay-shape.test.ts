import { describe, expect, it } from 'vitest'
import { addDays, nationalCalendar, overlaySchema, parseOverlay, withOverlays } from '../src/index.ts'
import { overlayOf } from './overlay-of.ts'

const civic = `civic:
  - { date: 2026-04-17, name: Paz con la Naturaleza, by: Decreto 500 de 2024, scope: national, verified: false }
  - { date: 2026-09-18, name: Aniversario, by: Acuerdo 3, scope: entity }`

const partial = `closed:
  - { date: 2026-12-31, by: Decreto 9, suspends: { except: [ley-142, tutela] } }
  - { date: 2026-12-30, by: Decreto 8, suspends: { only: [peticion, 004/web] } }
  - { date: 2026-12-29, by: Decreto 7, suspends: none }
  - { date: 2026-12-28, by: Decreto 6 }`

const hours = `attention:
  - { days: [1, 2, 3, 4], hours: [{ from: '08:00', to: '12:00' }, { from: '14:00', to: '17:00' }] }
reception:
  - { procedures: [publicaciones], kinds: [web], week: [{ days: [1], hours: [{ from: '08:00', to: '24:00' }] }] }`

describe('what overlays can say since', () => {
  it('leaves the versions of those that don’t say it as they were recorded', () => {
    const filings = overlayOf(
      `closed:
  - { date: 2024-03-26, by: "Decree of the entity (Holy Week)" }
  - { date: 2024-03-27, by: "Decree of the entity (Holy Week)" }
counted:
  - { date: 2024-11-04, why: missing in the entity's table }
  - { date: 2024-11-11, why: missing in the entity's table }`,
      'valid: { from: 2024-01-01, to: 2024-12-31 }',
      'city-2024',
    )
    expect(withOverlays([filings]).version).toBe('city-2024@220531547127')
    // As a definition it is recorded with these fields and no other.
    expect(Object.keys(filings)).toEqual(['calendar', 'base', 'valid', 'closed', 'counted'])
    expect(Object.keys(filings.closed[0] ?? {})).toEqual(['date', 'by'])
  })

  it('gives another version for whatever is said otherwise', () => {
    const all = `${civic}\n${partial}\n${hours}\nissued: { on: 2025-12-01, by: Secretaría General }\noutside: national`
    const changes: [string, string][] = [
      ['except', 'only'],
      ['[ley-142, tutela]', '[ley-142]'],
      ['suspends: none', 'verified: false'],
      ['Decreto 8,', 'Decreto 8, verified: false,'],
      ['scope: entity', 'scope: national'],
      ['Paz con', 'Guerra con'],
      [', verified: false }', ' }'],
      ["'12:00'", "'12:30'"],
      ['days: [1, 2, 3, 4]', 'days: [1, 2, 3]'],
      ['kinds: [web]', 'kinds: [sms]'],
      ['Secretaría General', 'Oficina Jurídica'],
      ['outside: national', 'outside: refuse'],
    ]
    const versions = [all, ...changes.map(([from, to]) => all.replace(from, to))].map(
      (text) => withOverlays([overlayOf(text)]).version,
    )
    expect(new Set(versions).size).toBe(changes.length + 1)
    const turned = all
      .replace('[ley-142, tutela]', '[tutela, ley-142]')
      .replace('[1, 2, 3, 4]', '[4, 3, 2, 1]')
    expect(withOverlays([overlayOf(turned)]).version).toBe(versions[0])
  })

  it('comes out of a fact as it went in', () => {
    const overlay = overlayOf(`${civic}\n${partial}\n${hours}`)
    const kept = overlaySchema.parse(JSON.parse(JSON.stringify(overlay)))
    expect(kept).toEqual(overlay)
    expect(withOverlays([kept]).version).toBe(withOverlays([overlay]).version)
  })

  it('takes one-off days out, of the nation and of the entity, and says which is not verified', () => {
    const calendar = withOverlays([overlayOf(civic)])
    expect(calendar.day('2026-04-17')).toEqual({
      ...{ date: '2026-04-17', working: false, why: 'civic-day', source: 'Decreto 500 de 2024' },
      text: 'día cívico nacional: Paz con la Naturaleza (sin verificar)',
    })
    expect(calendar.day('2026-09-18').text).toBe('día cívico de la entidad: Aniversario')
    expect(nationalCalendar().isBusinessDay('2026-04-17')).toBe(true)
  })
})

describe('a calendar as one term sees it', () => {
  const calendar = withOverlays([overlayOf(partial)])
  const working = (regime: string, kind?: string) => {
    const seen = calendar.forTerm({ regime, ...(kind && { kind }) })
    return ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31'].map((date) => {
      const { workingDays } = seen
      const counted = workingDays.countThrough(date) > workingDays.countThrough(addDays(date, -1))
      expect(seen.day(date).working).toBe(counted)
      expect(seen.isBusinessDay(date)).toBe(counted)
      if (counted) expect(workingDays.nth(workingDays.countThrough(date))).toBe(date)
      return counted
    })
  }

  it('counts the closings that don’t suspend it, by regime or by kind', () => {
    expect(working('peticion')).toEqual([false, true, false, false])
    expect(working('004/web')).toEqual([false, true, false, false])
    expect(working('ley-142')).toEqual([false, true, true, true])
    expect(working('judicial', 'tutela')).toEqual([false, true, true, true])
    expect(working('consulta')).toEqual([false, true, true, false])
    expect(calendar.forTerm({ regime: 'ley-142' }).day('2026-12-31')).toEqual({
      ...{ date: '2026-12-31', working: true, why: 'closed-not-suspended', source: 'Decreto 9' },
      text: 'cierre de la entidad: Decreto 9; no suspende este término',
    })
  })

  it('keeps its version, and nothing is attended on the days that are closed', () => {
    const seen = calendar.forTerm({ regime: 'ley-142' })
    expect([seen.id, seen.version]).toEqual([calendar.id, calendar.version])
    expect(calendar.isBusinessDay('2026-12-29')).toBe(false)
    expect(seen.forTerm({ regime: 'peticion' })).toBe(calendar.forTerm({ regime: 'peticion' }))
    const whole = withOverlays([overlayOf('closed: [{ date: 2026-12-28, by: Decreto 6 }]')])
    expect(whole.forTerm({ regime: 'ley-142' })).toBe(whole)
  })

  it('leaves a holiday a holiday, and takes nothing back from an act that suspends', () => {
    const onHoliday = overlayOf('closed: [{ date: 2026-12-25, by: Decreto 1, suspends: none }]')
    const seen = withOverlays([onHoliday]).forTerm({ regime: 'peticion' })
    expect(seen.day('2026-12-25')).toMatchObject({ working: false, why: 'holiday' })
    const two = ['', ', suspends: none'].map((how) =>
      overlayOf(`closed: [{ date: 2026-12-28, by: Decreto 1${how} }]`),
    )
    for (const overlays of [two, two.toReversed()]) {
      expect(withOverlays(overlays).forTerm({ regime: 'peticion' }).isBusinessDay('2026-12-28')).toBe(false)
    }
  })
})

describe('a bad overlay is refused at its line and field', () => {
  const whole = `calendar: x\nbase: co\nvalid: { from: 2026-01-01, to: 2026-12-31 }\n`
  it.each([
    ['closed: [{ date: 2026-12-31, by: A, suspends: todos }]', 'overlay-invalid', 'closed[0].suspends'],
    [
      'closed: [{ date: 2026-12-31, by: A, suspends: { only: [] } }]',
      'overlay-invalid',
      'closed[0].suspends.only',
    ],
    [
      'closed: [{ date: 2026-12-31, by: A, suspends: { only: [a], except: [b] } }]',
      'overlay-invalid',
      'closed[0].suspends',
    ],
    [
      'closed: [{ date: 2026-12-31, by: A, suspends: { solo: [a] } }]',
      'overlay-invalid',
      'closed[0].suspends',
    ],
    ['civic: [{ date: 2026-12-31, name: N, by: A }]', 'overlay-invalid', 'civic[0].scope'],
    [
      'civic: [{ date: 2027-12-31, name: N, by: A, scope: entity }]',
      'overlay-outside-validity',
      'civic[0].date',
    ],
    ['outside: nacional', 'overlay-invalid', 'outside'],
    ['issued: { on: 2026-01-01 }', 'overlay-invalid', 'issued.by'],
    [
      "attention: [{ days: [6], hours: [{ from: '08:00', to: '12:00' }] }]",
      'overlay-invalid',
      'attention[0].days[0]',
    ],
    ['attention: [{ days: [1], hours: [] }]', 'overlay-invalid', 'attention[0].hours'],
    [
      "attention: [{ days: [1], hours: [{ from: '8:00', to: '12:00' }] }]",
      'overlay-invalid',
      'attention[0].hours[0].from',
    ],
    [
      "attention: [{ days: [1], hours: [{ from: '12:00', to: '12:00' }] }]",
      'overlay-hours-reversed',
      'attention[0].hours[0]',
    ],
    [
      "attention: [{ days: [1], hours: [{ from: '08:00', to: '12:00' }, { from: '11:59', to: '13:00' }] }]",
      'overlay-hours-overlap',
      'attention[0].hours[1]',
    ],
    [
      "attention: [{ days: [1, 2, 1], hours: [{ from: '08:00', to: '12:00' }] }]",
      'overlay-weekday-repeated',
      'attention[0].days[2]',
    ],
    [
      "reception: [{ kinds: [Web], week: [{ days: [1], hours: [{ from: '08:00', to: '12:00' }] }] }]",
      'overlay-invalid',
      'reception[0].kinds[0]',
    ],
  ])('%s', (lines, refused, field) => {
    const result = parseOverlay(whole + lines)
    expect(result).toMatchObject({ refused, line: 4, field })
    expect('detail' in result && result.detail).toMatch(/^\S+: [a-záéíóúñ«»0-9]/)
    expect('detail' in result && result.detail).not.toMatch(/Invalid|expected|Unrecognized/)
  })

  it('a date that is both closed and civic', () => {
    const closed = 'closed: [{ date: 2026-12-31, by: A }]'
    const both = `${closed}\ncivic: [{ date: 2026-12-31, name: N, by: A, scope: entity }]`
    expect(parseOverlay(whole + both)).toMatchObject({ refused: 'overlay-date-repeated', line: 5 })
  })

  it('may leave a list empty', () => {
    expect(withOverlays([overlayOf('civic:\nreception:')]).version).toBe(
      withOverlays([overlayOf('')]).version,
    )
  })
})
