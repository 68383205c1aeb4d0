import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type CalendarOptions, readCalendar } from '../src/cli/calendar.ts'
import { runVerb, startVerb } from './run-verb.ts'

const dir = mkdtempSync(join(tmpdir(), 'calendar-'))
afterAll(() => rmSync(dir, { recursive: true }))

function file(name: string, content: string): string {
  const path = join(dir, name)
  writeFileSync(path, content)
  return path
}

const overlay = `calendar: prueba
base: co
valid: { from: 2024-01-01, to: 2024-12-31 }
closed:
  - { date: 2024-03-26, by: Decreto 12 de 2024 }
  - { date: 2024-03-28, by: Decreto 12 de 2024 }
counted:
  - { date: 2024-11-04, why: falta en la tabla }
`

describe('ventanilla calendar', () => {
  it('ends without a word when whoever reads it has seen enough', async () => {
    const { child, ended } = startVerb(['calendar', '--from', '1984', '--to', '2199', '--all'])
    child.stdout?.once('data', () => child.stdout?.destroy())
    const { stderr } = await ended
    expect(stderr).toBe('')
  })

  it('lists holidays as JSON, with rule and source', () => {
    const { status, stdout } = runVerb(['calendar', '--from', '1984', '--to', '2050', '--json'], 'Asia/Tokyo')
    expect(status).toBe(0)
    const days = JSON.parse(stdout)
    expect(days).toHaveLength(42 * 18 + 25 * 19)
    expect(days[0]).toEqual({
      date: '1984-01-01',
      name: 'Año Nuevo',
      rule: 'fixed 01-01',
      source: 'Ley 51/1983 art. 1',
    })
    expect(days.find(({ source }: { source: string }) => source.includes('2578')).date).toBe('2026-07-13')
  })

  it('adds the days an entity closes and leaves out those it counts', () => {
    const path = file('ok.yaml', overlay)
    const run = runVerb(['calendar', '--from', '2024', '--to', '2024', '--overlay', path, '--json'])
    const days: { date: string; rule: string; source: string }[] = JSON.parse(run.stdout)
    expect(days.filter(({ rule }) => rule === 'overlay-closed')).toEqual([
      {
        date: '2024-03-26',
        name: 'Cierre de la entidad',
        rule: 'overlay-closed',
        source: 'Decreto 12 de 2024',
      },
    ])
    const dates = days.map(({ date }) => date)
    expect(dates).not.toContain('2024-11-04')
    expect(dates.filter((date) => date === '2024-03-28')).toHaveLength(1)
    expect(dates).toEqual(dates.toSorted())
    const earlier = runVerb(['calendar', '--from', '2023', '--to', '2023', '--overlay', path, '--json'])
    expect(earlier.stdout).not.toContain('overlay-closed')
  })

  const full = `calendar: prueba
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
issued: { on: 2025-12-15, by: Secretaría General }
outside: refuse
closed:
  - { date: 2026-12-30, by: Decreto 8, suspends: none }
  - { date: 2026-12-31, by: Decreto 9, suspends: { except: [ley-142] } }
civic:
  - { date: 2026-04-17, name: Naturaleza, by: Decreto 500 de 2024, scope: national, verified: false }
attention:
  - { days: [1, 5], hours: [{ from: '08:00', to: '12:00' }, { from: '14:00', to: '17:00' }] }
reception:
  - { kinds: [web], week: [{ days: [1], hours: [{ from: '08:00', to: '17:00' }] }] }
`

  it('tells which terms each closing suspends, one-off days, hours, validity and author', () => {
    const path = file('full.yaml', full)
    const asked = ['calendar', '--from', '2026', '--to', '2026', '--overlay', path]
    const whole = JSON.parse(runVerb([...asked, '--json', '--all']).stdout)
    const acts = whole.days.filter(({ rule }: { rule: string }) => rule.startsWith('overlay-'))
    expect(acts).toEqual([
      {
        ...{ date: '2026-04-17', name: 'Día cívico: Naturaleza', rule: 'overlay-civic national' },
        ...{ source: 'Decreto 500 de 2024', verified: false },
      },
      {
        ...{ date: '2026-12-30', name: 'Cierre de la entidad', rule: 'overlay-closed' },
        ...{ source: 'Decreto 8', suspends: 'none' },
      },
      {
        ...{ date: '2026-12-31', name: 'Cierre de la entidad', rule: 'overlay-closed' },
        ...{ source: 'Decreto 9', suspends: { except: ['ley-142'] } },
      },
    ])
    expect(whole.version).toMatch(/^prueba@[0-9a-f]{12}$/)
    expect(whole.overlays).toEqual([
      {
        ...{ calendar: 'prueba', valid: { from: '2026-01-01', to: '2026-12-31' }, outside: 'refuse' },
        issued: { on: '2025-12-15', by: 'Secretaría General' },
      },
    ])
    const hours = { calendar: 'prueba', use: 'attention', days: [1, 5] }
    expect(whole.hours).toEqual([
      { ...hours, from: '08:00', to: '12:00' },
      { ...hours, from: '14:00', to: '17:00' },
      { ...hours, use: 'reception', kinds: ['web'], days: [1], from: '08:00', to: '17:00' },
    ])
    const { stdout } = runVerb(asked)
    expect(stdout).toMatch(
      /^2026-12-31 +jueves +Cierre de la entidad +overlay-closed +Decreto 9 +todos menos ley-142$/m,
    )
    expect(stdout).toMatch(/^2026-04-17 .*Decreto 500 de 2024 \(sin verificar\) +todos$/m)
    expect(stdout).toMatch(/^2026-12-25 +viernes +Navidad +fixed 12-25 +Ley 51\/1983 art. 1$/m)
    expect(stdout).toContain('prueba: vigente de 2026-01-01 a 2026-12-31; fuera de la vigencia no se cuenta')
    expect(stdout).toContain('expedido el 2025-12-15 por Secretaría General')
    expect(stdout).toMatch(/^atención +lun vie +14:00–17:00 +prueba$/m)
    expect(stdout).toMatch(/^recepción +lun +08:00–17:00 +web +prueba$/m)
  })

  it('prints a table for people', () => {
    const { stdout } = runVerb(['calendar', '--from', '2026', '--to', '2026'])
    expect(stdout).toMatch(
      /^2026-07-13 {2}lunes +Nuestra Señora del Rosario de Chiquinquirá +emiliani 07-09/m,
    )
  })

  it('helps in Spanish, with an example', () => {
    const { status, stdout } = runVerb(['calendar', '--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('Uso: ventanilla calendar --from <año> --to <año> [opciones]')
    expect(stdout).toContain('Ejemplo:\n  ventanilla calendar --from 2026')
    expect(stdout).not.toMatch(/Usage|Options|display help|default/)
  })

  it.each<[CalendarOptions, string, string]>([
    [{ from: '1983', to: '2000' }, 'year-invalid', 'from'],
    [{ from: '1984', to: '3000' }, 'year-invalid', 'to'],
    [{ from: 'hoy', to: '2000' }, 'year-invalid', 'from'],
    [{ from: '2001', to: '2000' }, 'years-reversed', 'to'],
    [{ from: '2001', to: '2002', overlay: ['/no/existe.yaml'] }, 'overlay-unreadable', 'overlay'],
  ])('%j is refused with %s', async (options, code, field) => {
    expect(await readCalendar(options)).toEqual({ code, field, detail: expect.any(String) })
  })

  it.each([
    [['--from', 'hoy', '--to', '2002'], 'year-invalid', 'from'],
    [['--from', '2001'], 'option-missing', 'to'],
    [['--from', '2001', '--to'], 'value-missing', 'to'],
    [['--from', '2001', '--to', '2002', '--year', '3'], 'option-unknown', 'year'],
    [['--from', '2001', '--to', '2002', 'algo'], 'arguments-excess', undefined],
  ])('%j --json exits with 2 and says %s on stderr', (args, code, field) => {
    const { status, stdout, stderr } = runVerb(['calendar', '--json', ...args])
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr).error).toEqual({ code, ...(field && { field }), detail: expect.any(String) })
  })

  it('says that a calendar refuses to be counted past its end, and shows no stack', () => {
    const path = file('strict.yaml', overlay.replace('base: co', 'base: co\noutside: refuse'))
    const asked = ['due', '--received', '2024-12-20', '--term', '15', '--overlay', path, '--json']
    const { status, stdout, stderr } = runVerb(asked)
    expect([status, stdout]).toEqual([2, ''])
    expect(JSON.parse(stderr).error).toEqual({
      ...{ code: 'outside-validity', field: 'overlay' },
      detail: 'el calendario prueba solo cuenta días de 2024-01-01 a 2024-12-31, no 2025-01-01',
    })
  })

  it('points at the line and field of a bad overlay, for people too', () => {
    const path = file('bad.yaml', overlay.replace('2024-03-26', '2025-03-26'))
    const { status, stderr } = runVerb(['calendar', '--from', '2024', '--to', '2024', '--overlay', path])
    expect(status).toBe(2)
    expect(stderr).toBe(
      `Error: ${path}, línea 5: closed[0].date: 2025-03-26 está fuera de la vigencia, 2024-01-01 a 2024-12-31\n`,
    )
  })
})
