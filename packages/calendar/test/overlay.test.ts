import { describe, expect, it } from 'vitest'
import { nationalCalendar, type Overlay, overlaySchema, parseOverlay, withOverlays } from '../src/index.ts'

const yaml = `# Semana Santa
calendar: ciudad-2024
base: co
valid: { from: 2024-01-01, to: 2024-12-31 }
closed:
  - { date: 2024-03-26, by: "Decreto 12 de 2024" }
  - { date: 2024-03-27, by: "Decreto 12 de 2024" }
counted:
  - { date: 2024-11-04, why: falta en la tabla de la entidad }
`

function parsed(text: string): Overlay {
  const result = parseOverlay(text)
  if ('refused' in result) throw new Error(JSON.stringify(result))
  return result.overlay
}

describe('an overlay', () => {
  it('closes days and counts holidays, and says why', () => {
    const calendar = withOverlays([parsed(yaml)])
    expect(calendar.id).toBe('ciudad-2024')
    expect(calendar.day('2024-03-26')).toEqual({
      date: '2024-03-26',
      working: false,
      why: 'closed',
      text: 'cierre de la entidad: Decreto 12 de 2024',
      source: 'Decreto 12 de 2024',
    })
    expect(calendar.day('2024-11-04')).toMatchObject({ working: true, why: 'counted-holiday' })
    expect(calendar.day('2024-11-04').text).toContain('Todos los Santos')
    expect(calendar.isBusinessDay('2024-11-11')).toBe(false)
    expect(nationalCalendar().isBusinessDay('2024-03-26')).toBe(true)
  })

  it('has a version that depends on its content and on nothing else', () => {
    const version = withOverlays([parsed(yaml)]).version
    expect(version).toMatch(/^ciudad-2024@[0-9a-f]{12}$/)
    const lines = yaml.split('\n')
    const swapped = [...lines.slice(0, 5), lines[6], lines[5], ...lines.slice(7)].join('\n')
    expect(withOverlays([parsed(swapped)]).version).toBe(version)
    expect(withOverlays([parsed(yaml.replace('03-27', '03-25'))]).version).not.toBe(version)
    expect(withOverlays([]).version).toBe('co@1')
  })

  it('lets the later of two prevail', () => {
    const later = parsed(yaml.replace(/closed:[\s\S]*counted/, 'counted').replace('2024-11-04', '2024-01-08'))
    const both = withOverlays([parsed(yaml), { ...later, calendar: 'ciudad-b' }])
    expect(both.id).toBe('ciudad-2024+ciudad-b')
    expect(both.isBusinessDay('2024-01-08')).toBe(true)
    expect(both.isBusinessDay('2024-03-26')).toBe(false)
    const reclosed = { ...later, counted: [], closed: [{ date: '2024-11-04', by: 'Decreto 40' }] }
    expect(withOverlays([parsed(yaml), reclosed]).day('2024-11-04').why).toBe('closed')
  })

  it('never makes a weekend count', () => {
    const overlay = parsed(yaml.replace('2024-11-04', '2024-07-20'))
    expect(withOverlays([overlay]).day('2024-07-20')).toMatchObject({ working: false, why: 'saturday' })
    expect(nationalCalendar().day('2024-07-20').text).toBe(
      'sábado (además, festivo: Día de la Independencia)',
    )
    expect(nationalCalendar().day('2024-12-08').why).toBe('sunday')
  })

  it('may leave either list out or empty', () => {
    const bare = 'calendar: x\nbase: co\nvalid: { from: 2024-01-01, to: 2024-12-31 }\nclosed:\n'
    expect(parsed(bare)).toMatchObject({ closed: [], counted: [] })
    expect(overlaySchema.safeParse(parsed(bare)).success).toBe(true)
  })
})

describe('a bad overlay is refused at its line and field', () => {
  const cases: [string, string, string, number, string | undefined][] = [
    ['unknown key', yaml.replace('base: co', 'base: co\nsunday: si'), 'overlay-invalid', 4, 'sunday'],
    ['unknown key of a day', yaml.replace('03-27, by', '03-27, who'), 'overlay-invalid', 7, 'closed[1].by'],
    ['missing key', yaml.replace('calendar: ciudad-2024\n', ''), 'overlay-invalid', 2, 'calendar'],
    ['day that does not exist', yaml.replace('03-27', '02-30'), 'overlay-invalid', 7, 'closed[1].date'],
    [
      'outside validity',
      yaml.replace('2024-03-27', '2025-03-27'),
      'overlay-outside-validity',
      7,
      'closed[1].date',
    ],
    ['repeated', yaml.replace('03-27', '03-26'), 'overlay-date-repeated', 7, 'closed[1].date'],
    [
      'counting what is no holiday',
      yaml.replace('11-04', '11-05'),
      'overlay-not-a-holiday',
      9,
      'counted[0].date',
    ],
    ['validity reversed', yaml.replace('2024-12-31', '2023-12-31'), 'overlay-invalid', 4, 'valid'],
    ['another base', yaml.replace('base: co', 'base: ve'), 'overlay-invalid', 3, 'base'],
    ['the national name', yaml.replace('ciudad-2024', 'co'), 'overlay-invalid', 2, 'calendar'],
    ['an empty reason', yaml.replace('"Decreto 12 de 2024"', '""'), 'overlay-invalid', 6, 'closed[0].by'],
    ['a list that is none', yaml.replace('counted:\n  -', 'counted:\n   '), 'overlay-invalid', 8, 'counted'],
    [
      'broken YAML',
      yaml.replace('{ date: 2024-03-26,', '{ date: [2024-03-26,'),
      'overlay-not-yaml',
      6,
      undefined,
    ],
    ['a repeated key', `${yaml}base: co\n`, 'overlay-not-yaml', 10, undefined],
    ['an alias to nowhere', 'base: co\ncalendar: *nadie\n', 'overlay-not-yaml', 2, undefined],
    ['an alias without a name', 'base: *\n', 'overlay-not-yaml', 1, undefined],
    ['bytes that are no UTF-8', yaml.replace('Decreto', 'Resoluci\uFFFDn'), 'overlay-not-yaml', 6, undefined],
    ['a tabulator', 'valid:\n\tfrom: 2026-01-01\n', 'overlay-not-yaml', 2, undefined],
    ['a map that nothing closes', 'valid: { from: 2026-01-01\n', 'overlay-not-yaml', 2, undefined],
    ['text alone', 'hola', 'overlay-invalid', 1, undefined],
    ['nothing', '', 'overlay-invalid', 1, undefined],
  ]

  it.each(cases)('%s', (_, text, code, line, field) => {
    const result = parseOverlay(text)
    expect(result).toMatchObject({ refused: code, line })
    expect('refused' in result && result.field).toBe(field)
    expect('refused' in result && result.detail).toBeTruthy()
    // What the library says is English.
    expect('refused' in result && result.detail).not.toMatch(/\b(the|must|with|of|and|not|are|is)\b/i)
  })
})
