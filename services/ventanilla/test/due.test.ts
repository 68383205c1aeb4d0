import type { Due } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import { isBadInput } from '../src/cli/bad-input.ts'
import { type DueOptions, explainDue } from '../src/cli/due.ts'
import { inSpanish } from '../src/cli/spanish.ts'
import { runVerb } from './run-verb.ts'

const petition = { received: '2026-11-22', term: '15' }

async function dueOf(options: DueOptions): Promise<string | undefined> {
  const answer = await explainDue(options)
  if (isBadInput(answer)) throw new Error(answer.detail)
  return answer.due
}

describe('ventanilla due', () => {
  it('gives the due date and every day on the way', () => {
    const args = ['--received', '2026-11-22T10:00', '--term', '15', '--unit', 'business-days', '--json']
    const { status, stdout, stderr } = runVerb(['due', ...args], 'Asia/Tokyo')
    expect([status, stderr]).toEqual([0, ''])
    const answer: Pick<Due, 'due' | 'explanation'> = JSON.parse(stdout)
    expect(Object.keys(answer)).toEqual(['due', 'explanation'])
    expect(answer.due).toBe('2026-12-14')
    expect(answer.explanation).toHaveLength(23)
    expect(answer.explanation[0]).toEqual({
      date: '2026-11-22',
      counted: false,
      why: 'día de recepción: se cuenta desde el día siguiente',
      total: 0,
    })
    expect(answer.explanation.find(({ date }) => date === '2026-12-08')?.why).toBe(
      'festivo: Inmaculada Concepción',
    )
    expect(answer.explanation.at(-1)).toEqual({
      date: '2026-12-14',
      counted: true,
      why: 'día hábil',
      total: 15,
    })
  })

  it.each([
    ['2026-11-22', '2026-11-23'],
    ['2026-11-23T23:59', '2026-11-24'],
    ['2026-11-23 08:00:30', '2026-11-24'],
    // Half past four in UTC is still the evening before in Bogotá.
    ['2026-11-24T04:30:00Z', '2026-11-24'],
    ['2026-11-24T05:00:00.000Z', '2026-11-25'],
    ['2026-11-24T01:00-03:00', '2026-11-24'],
    // As the facts of a case are read.
    ['2026-11-24T01:00-0300', '2026-11-24'],
    ['2026-11-23T23:59:59.999999', '2026-11-24'],
    ['2026-11-23T24:00', '2026-11-25'],
    ['2026-11-23T24:00-05:00', '2026-11-25'],
  ])('reads --received %s in the time of Bogotá', async (received, expected) => {
    expect(await dueOf({ received, term: '1' })).toBe(expected)
  })

  it('extends, and counts calendar days', async () => {
    expect(await dueOf({ ...petition, extension: '15' })).toBe('2027-01-06')
    expect(await dueOf({ received: '2026-12-03', term: '10', unit: 'calendar-days' })).toBe('2026-12-13')
  })

  it('prints an explanation for people', () => {
    const { stdout } = runVerb(['due', '--received', '2026-12-04', '--term', '2'])
    expect(stdout.split('\n')).toEqual([
      'Vence el 2026-12-09, miércoles, al terminar el día en Bogotá.',
      '',
      'fecha       día        van  por qué',
      '2026-12-04  viernes    –    día de recepción: se cuenta desde el día siguiente',
      '2026-12-05  sábado     –    sábado (Ley 4/1913 art. 62)',
      '2026-12-06  domingo    –    domingo (Ley 4/1913 art. 62)',
      '2026-12-07  lunes      1    día hábil',
      '2026-12-08  martes     –    festivo: Inmaculada Concepción (Ley 51/1983 art. 1)',
      '2026-12-09  miércoles  2    día hábil',
      '',
    ])
  })

  it.each<[Partial<DueOptions>, string, string]>([
    [{ received: '2026-02-30' }, 'received-invalid', 'received'],
    [{ received: '2026-02-30T10:00Z' }, 'received-invalid', 'received'],
    [{ received: '2026-02-20T25:00' }, 'received-invalid', 'received'],
    [{ received: '1983-12-31' }, 'received-invalid', 'received'],
    [{ received: '22/11/2026' }, 'received-invalid', 'received'],
    [{ term: '0' }, 'term-invalid', 'term'],
    [{ term: '-1' }, 'term-invalid', 'term'],
    [{ term: '1e3' }, 'term-invalid', 'term'],
    [{ term: '3651' }, 'term-invalid', 'term'],
    [{ term: '3650', extension: '1' }, 'term-invalid', 'extension'],
    [{ extension: 'x' }, 'extension-invalid', 'extension'],
    [{ unit: 'months' }, 'unit-unknown', 'unit'],
    [{ overlay: ['/no/existe.yaml'] }, 'overlay-unreadable', 'overlay'],
  ])('%j is refused with %s', async (changes, code, field) => {
    expect(await explainDue({ ...petition, ...changes })).toEqual({ code, field, detail: expect.any(String) })
  })

  it('says as JSON what is wrong, and exits with 2', () => {
    const run = runVerb(['due', '--received', '2026-11-22', '--term', 'quince', '--json'])
    expect([run.status, run.stdout]).toEqual([2, ''])
    const detail = '--term debe ser un número de días de 1 a 3650, no «quince»'
    expect(JSON.parse(run.stderr)).toEqual({ error: { code: 'term-invalid', field: 'term', detail } })
  })

  it('says in Spanish what is wrong, and what may have been meant', () => {
    const { status, stderr } = runVerb([
      'due',
      '--received',
      '2026-11-22',
      '--term',
      '15',
      '--extention',
      '5',
    ])
    expect(status).toBe(2)
    expect(stderr).toBe('Error: no existe la opción --extention; ¿quiso decir --extension?\n')
    expect(runVerb(['calender']).stderr).toBe('Error: no existe el verbo calender; ¿quiso decir calendar?\n')
    expect(inSpanish("error: missing required argument 'x'\n").code).toBe('argument-missing')
    expect(inSpanish('error: something new')).toEqual({ code: 'usage-invalid', detail: 'something new' })
  })

  it('helps in Spanish, with an example', () => {
    const { status, stdout } = runVerb(['due', '--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('Ejemplo:\n  ventanilla due --received 2026-11-22T10:00 --term 15')
    const program = runVerb(['--help']).stdout
    expect(program).toContain('Uso: ventanilla <verbo> [opciones]')
    expect(`${stdout}${program}`).not.toMatch(/Usage|Options|options|command|display help|default/)
  })
})
