import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClockAnswer, regimes } from '@ventanilla/terms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isBadInput } from '../src/cli/bad-input.ts'
import { type AnswerOfFile, clockOf, type FactsOptions } from '../src/cli/due-of-facts.ts'
import { runVerb } from './run-verb.ts'

const now = '2026-11-26T12:00:00.000Z'
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-due-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const petition = [{ type: 'received', at: '2026-11-22T10:00' }]

async function clock(options: FactsOptions): Promise<AnswerOfFile> {
  const answer = await clockOf(options, now)
  if (isBadInput(answer)) throw new Error(answer.detail)
  return answer
}

describe('ventanilla due --regime --facts', () => {
  it.each(['UTC', 'Asia/Tokyo'])('counts a list of facts, with the machine in %s', (zone) => {
    const facts = written('rebote.json', [
      ...petition,
      { type: 'answered', at: '2026-12-10T09:00' },
      { type: 'bounced', at: '2026-12-10T09:05' },
      { type: 'resumed', at: '2026-12-11' },
    ])
    const args = ['due', '--regime', 'peticion', '--facts', facts, '--json']
    const { status, stdout, stderr } = runVerb([...args, '--at', '2026-12-15T00:00'], zone)
    expect([status, stderr]).toEqual([0, ''])
    const answer: ClockAnswer = JSON.parse(stdout)
    expect(answer).toMatchObject({
      ...{ due: '2026-12-14', state: 'breached', breachedAt: '2026-12-15T05:00:00.000Z' },
      refused: [{ fact: { type: 'resumed', at: '2026-12-11' }, index: 3, code: 'resumed-without-pause' }],
    })
    expect(answer.explanation.at(-1)).toMatchObject({ date: '2026-12-14', counted: true, total: 15 })
    const sent = runVerb([...args, '--set', 'answer.countsWhen=sent'], zone)
    expect(JSON.parse(sent.stdout)).toMatchObject({ state: 'met', late: false, breachedAt: null })
  })

  it('says it in sentences, with what did not count', () => {
    const facts = written('dos.json', [...petition, { type: 'completed', at: '2026-11-24' }])
    const { stdout } = runVerb(['due', '--regime', 'peticion', '--facts', facts, '--at', '2026-11-25'])
    expect(stdout).toContain('Vence el lunes 14 de diciembre de 2026, al terminar el día en Bogotá.')
    expect(stdout).toContain('No cuenta el hecho 2 (completed-without-requirement)')
    expect(stdout).toContain('2026-12-08  martes     –    festivo: Inmaculada Concepción')
    const stopped = written('pausa.json', [
      ...petition,
      { type: 'paused', at: '2026-11-24', reason: 'peritaje' },
    ])
    const { stdout: held } = runVerb([
      'due',
      '--regime',
      'peticion',
      '--facts',
      stopped,
      '--at',
      '2026-11-25',
    ])
    expect(held).toMatch(/^2026-11-25 .*: peritaje \(.*\), desde la suspensión de 2026-11-24$/m)
  })

  it('keeps on its line what a file says, so that it passes for no line of its own', () => {
    const reason = 'peritaje\n\u001b[2KVence el lunes 1 de enero de 2035.\u2028\u202e'
    const stopped = { type: 'paused', at: '2026-11-24', reason, basis: 'Auto\r1', 'x\ny': 1 }
    const facts = written('mando.json', [...petition, stopped])
    const { stdout } = runVerb(['due', '--regime', 'peticion', '--facts', facts, '--at', '2026-11-26'])
    expect(stdout).toContain(': peritaje [2KVence el lunes 1 de enero de 2035. .\n')
    expect(stdout).not.toMatch(/^.?(\[2K)?Vence/m)
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u202e]/u)
  })

  it('judges today, or at the last fact when that is later', async () => {
    const facts = written('peticion.json', petition)
    expect(await clock({ regime: 'peticion', facts })).toMatchObject({ at: now, state: 'running' })
    const old = written('vieja.json', [{ type: 'received', at: '2026-01-05' }])
    expect(await clock({ regime: 'peticion', facts: old })).toMatchObject({ state: 'breached' })
    const later = written('luego.json', [...petition, { type: 'paused', at: '2026-12-01' }])
    expect(await clock({ regime: 'peticion', facts: later })).toMatchObject({
      ...{ at: '2026-12-01T05:00:00.000Z', state: 'paused', due: null },
    })
  })

  it.each<[string, object, string]>([
    ['of no known type', { type: 'xyz', at: '2140-01-01' }, 'type-unknown'],
    ['with a field that cannot be', { type: 'paused', at: '2140-01-01', reason: 1 }, 'field-invalid'],
    ['that cannot be', { type: 'resumed', at: '2140-01-01' }, 'resumed-without-pause'],
    ['known later', { type: 'resumed', at: '2026-11-23', knownAt: '2140-01-01' }, 'resumed-without-pause'],
  ])('judges as if a fact %s were not there', async (_, fact, code) => {
    const plain = await clock({ regime: 'peticion', facts: written('peticion.json', petition) })
    const facts = written('sobra.json', [...petition, fact])
    const { refused, ...rest } = await clock({ regime: 'peticion', facts })
    expect(refused).toMatchObject([{ fact, index: 1, code }])
    expect({ ...rest, refused: [], ignored: [] }).toEqual(plain)
  })

  it('says that a fact holds too many levels to be one', () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
    const files = [deep(5_000), `[{ "type": "received", "at": "2026-11-22" }, { "x": ${deep(20_000)} }]`]
    for (const [index, content] of files.entries()) {
      const facts = written('hondo.json', content)
      const run = runVerb(['due', '--regime', 'peticion', '--facts', facts, '--json'])
      expect([run.status, run.stdout]).toEqual([2, ''])
      const detail = `${facts}: el hecho ${index + 1} tiene más de 100 niveles, unos dentro de otros`
      expect(JSON.parse(run.stderr)).toEqual({ error: { code: 'facts-invalid', field: 'facts', detail } })
    }
    const facts = written('llano.json', `[${deep(90)}]`)
    expect(runVerb(['due', '--regime', 'peticion', '--facts', facts, '--json']).status).toBe(0)
  })

  it('says which fields of a fact nobody reads', async () => {
    const facts = written('otro.json', [
      { ...petition[0], radicado: '1' },
      { type: 'withdrawn', at: '2026-11-24', tacito: true },
    ])
    const { ignored } = await clock({ regime: 'peticion', facts })
    expect(ignored).toEqual([
      { index: 0, field: 'radicado' },
      { index: 1, field: 'tacito' },
    ])
    const { stdout } = runVerb(['due', '--regime', 'peticion', '--facts', facts])
    expect(stdout).toContain('Del hecho 2 no se usa «tacito».')
  })

  it('counts by the overlay of the entity', async () => {
    const overlay = written(
      'cierre.yaml',
      'calendar: prueba\nbase: co\nvalid: { from: 2026-01-01, to: 2026-12-31 }\nclosed: [{ date: 2026-12-07, by: Decreto 1 }]\n',
    )
    const facts = written('peticion.json', petition)
    const { due, explanation } = await clock({ regime: 'peticion', facts, overlay: [overlay] })
    expect(due).toBe('2026-12-15')
    expect(explanation.find(({ date }) => date === '2026-12-07')).toMatchObject({
      kind: 'closed',
      source: 'Decreto 1',
    })
  })

  it.each<[FactsOptions, string, string]>([
    [{ regime: 'peticion' }, 'option-missing', 'facts'],
    [{ facts: 'x.json' }, 'option-missing', 'regime'],
    [{ regime: 'ley-1755', facts: 'x.json' }, 'regime-unknown', 'regime'],
    [{ regime: 'peticion', facts: '/no/existe.json' }, 'facts-unreadable', 'facts'],
    [{ regime: 'peticion', facts: 'x.json', set: ['sent'] }, 'set-invalid', 'set'],
    [
      { regime: 'peticion', facts: 'x.json', set: ['answer.countsWhen=sent', ' answer.countsWhen =sent'] },
      'set-repeated',
      'set',
    ],
    [{ regime: 'peticion', facts: 'x.json', set: ['color=rojo'] }, 'parameter-unknown', 'set.color'],
    [{ regime: 'peticion', facts: 'x.json', set: ['reopen.how=no'] }, 'parameter-invalid', 'set.reopen.how'],
    [{ regime: 'peticion', facts: 'x.json', set: ['__proto__=x'] }, 'parameter-unknown', 'set.__proto__'],
    [{ regime: 'peticion', facts: 'x.json', at: 'ayer' }, 'at-invalid', 'at'],
  ])('%j is refused with %s', async (options, code, field) => {
    expect(await clockOf(options, now)).toEqual({ code, field, detail: expect.any(String) })
  })

  it('refuses a file that is no list of facts, and ways of asking that do not mix', async () => {
    const says: [string, string][] = [
      ['{ "type": "received" }', ' debe ser una lista de hechos: [{ type, at, … }]'],
      ['[', ' no es JSON: se acaba antes de tiempo'],
      ['', ' no es JSON: se acaba antes de tiempo'],
      ['recibido', ' no es JSON: no se espera «r»'],
      ['[\n  { "type": "received" "at": "2026-11-22" }\n]', ' no es JSON: falla en la línea 2, columna 24'],
    ]
    for (const [content, detail] of says) {
      const facts = written('mal.json', content)
      expect(await clockOf({ regime: 'peticion', facts }, now)).toEqual({
        ...{ code: 'facts-invalid', field: 'facts', detail: facts + detail },
      })
    }
    const latin = join(folder, 'latin1.json')
    const reason = [...petition, { type: 'paused', at: '2026-11-24', reason: 'petición' }]
    writeFileSync(latin, Buffer.from(JSON.stringify(reason), 'latin1'))
    expect(await clockOf({ regime: 'peticion', facts: latin }, now)).toMatchObject({
      ...{ code: 'facts-invalid', detail: expect.stringContaining('se guarda en UTF-8') },
    })
    const mixed = runVerb(['due', '--regime', 'peticion', '--facts', 'x.json', '--term', '15', '--json'])
    expect([mixed.status, mixed.stdout]).toEqual([2, ''])
    expect(JSON.parse(mixed.stderr)).toEqual({
      error: { code: 'options-mixed', field: 'term', detail: '--term no se usa con --regime' },
    })
    expect(runVerb(['due', '--term', '15']).stderr).toBe('Error: falta la opción --received\n')
  })
})

describe('ventanilla regimes', () => {
  it('lists each with its term, unit, first day, article and whether it is settled', () => {
    const { status, stdout } = runVerb(['regimes', '--json'])
    expect(status).toBe(0)
    const listed: Record<string, unknown>[] = JSON.parse(stdout)
    expect(listed.map(({ name }) => name)).toEqual(regimes.map(({ name }) => name))
    expect(listed[0]).toMatchObject({
      ...{ name: 'peticion', term: 15, unit: 'business-days', start: 'following-day', settled: true },
      article: 'Ley 1437/2011 art. 14 (Ley 1755/2015 art. 1)',
    })
    expect(listed.find(({ name }) => name === 'ley-142')).toMatchObject({
      settled: false,
      note: expect.any(String),
    })
    expect(listed[0]?.parameters).toContainEqual({
      ...{ name: 'reopen.how', default: 'remaining-days', settled: false },
      values: ['remaining-days', 'original-due', 'new-term'],
      ...{ title: expect.any(String), why: expect.any(String) },
    })
    const { stdout: people } = runVerb(['regimes'])
    expect(people).toMatch(/^habeas-data-reclamo +15 días hábiles +el siguiente +sí /m)
    expect(people).toMatch(/^congreso-249 +5 días calendario +el siguiente +no /m)
    expect(runVerb(['regimes', '--help']).stdout).toContain('Ejemplo:\n  ventanilla regimes')
  })
})
