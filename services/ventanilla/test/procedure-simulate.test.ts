import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { entitiesDir, inspectShape } from '@ventanilla/procedures'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printedFindings } from '../src/cli/procedure/findings.ts'
import { factsSchema } from '../src/cli/procedure/trial-facts.ts'
import { runVerb } from './run-verb.ts'

const shipped = join(entitiesDir, 'icetex')
const example = fileURLToPath(new URL('../../../docs/reference/caso-inventado.yaml', import.meta.url))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ventanilla-simulate-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function simulate(...args: string[]) {
  return runVerb(['procedure', 'simulate', ...args])
}

interface Step {
  fact: number | null
  at: string
  type: string
  refused: { code: string } | null
  standing: { state: string; moves: { transition: string }[] } | null
  clocks: { clock: string; state: string; due: string | null; passed: unknown[] }[]
}

function stepsOf(...args: string[]): Step[] {
  const { status, stdout, stderr } = simulate(...args, '--json')
  expect([status, stderr]).toEqual([0, ''])
  return JSON.parse(stdout).steps
}

describe('ventanilla procedure simulate', () => {
  it('tells each step: what happened or was refused, what can be done, when it is due', () => {
    const { status, stdout, stderr } = runVerb(
      ['procedure', 'simulate', 'icetex/pqrsd@1', '--facts', example],
      'Asia/Tokyo',
    )
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toContain(
      '2026-11-20 10:00  hecho 1, received\n' +
        '  se asigna a grupo-gestion-servicio, nivel 2\n' +
        '  radicada → asignada: «Asignada según el árbol de tipificación»\n' +
        '  Estado: Asignada. Atiende grupo-gestion-servicio, nivel 2 (Back office (Grupo Gestión Servicio)).\n' +
        '  Se puede:\n' +
        '    iniciar:asignada → en-tramite: «Se inicia la gestión de la respuesta»\n',
    )
    expect(stdout).toContain('«Petición incompleta»; falta note-required, evidence-missing «requerimiento»\n')
    expect(stdout).toContain('  Término legal: 15 días hábiles, corre, vence el 2026-12-14.\n')
    expect(stdout).toContain(
      '2026-11-26 09:00  hecho 3, moved\n  NO se hace (evidence-missing, evidence): Falta adjuntar: Requerimiento enviado al peticionario (requerimiento).\n\n',
    )
    expect(stdout).toContain('  Término legal: 15 días hábiles, suspendido.\n')
    expect(stdout).toContain('  queda respondido el 2026-12-04: parcial\n')
    expect(stdout).toContain('NO se hace (reason-not-allowed, reason)')
    expect(stdout).toMatch(
      / {2}Estado: Cerrada \(final\)\.[\s\S]*Término legal: 15 días hábiles, cumplido, vence el 2026-12-21\.\n$/,
    )
  })

  it('gives programs the same', () => {
    const steps = stepsOf(join(shipped, 'procedures/pqrsd.yaml'), '--facts', example)
    const told = steps.map(({ fact, refused, standing, clocks }) => [
      fact,
      refused?.code,
      standing?.state,
      clocks[0]?.due,
    ])
    expect(told).toEqual([
      [1, undefined, 'asignada', '2026-12-14'],
      [2, undefined, 'en-tramite', '2026-12-14'],
      [3, 'evidence-missing', 'en-tramite', '2026-12-14'],
      [4, undefined, 'requerida', null],
      [5, undefined, 'en-tramite', '2026-12-21'],
      [6, undefined, 'respondida', '2026-12-21'],
      [7, 'reason-not-allowed', 'respondida', '2026-12-21'],
      [8, undefined, 'cerrada', '2026-12-21'],
    ])
    expect(steps[0]).toMatchObject({
      ...{ at: '2026-11-20T15:00:00.000Z', type: 'received' },
      standing: {
        stateName: 'Asignada',
        clock: 'runs',
        final: false,
        area: 'grupo-gestion-servicio',
        level: 2,
      },
      clocks: [
        { clock: 'legal', name: null, amount: 15, unit: 'business-days', state: 'running', passed: [] },
      ],
    })
  })

  it('lets the system make its moves at their instants, and business time pass after the last fact', () => {
    const facts = written(
      'campana.json',
      JSON.stringify([
        { type: 'received', at: '2026-11-20T10:00', kind: 'campana', channel: 'gestor-de-servicios' },
        { type: 'moved', at: '2026-11-20T11:00', action: 'start' },
        {
          ...{ type: 'moved', at: '2026-11-20T12:00', action: 'solve', text: true },
          evidence: ['aprobacion-del-jefe', 'aprobacion-comunicaciones', 'visto-bueno-areas'],
        },
      ]),
    )
    const asked = ['icetex/publicaciones@1', '--facts', facts]
    const steps = stepsOf(...asked, '--until', '2026-12-31')
    expect(steps.map(({ fact, at, type, standing }) => [fact, at, type, standing?.state])).toEqual([
      [1, '2026-11-20T15:00:00.000Z', 'received', 'registrado'],
      [2, '2026-11-20T16:00:00.000Z', 'moved', 'en-proceso'],
      [3, '2026-11-20T17:00:00.000Z', 'moved', 'solucionado'],
      // Monday, Tuesday and Wednesday are the three days.
      [null, '2026-11-26T05:00:00.000Z', 'system', 'cerrado'],
      [null, '2026-12-31T05:00:00.000Z', 'until', 'cerrado'],
    ])
    const closing = written(
      'cierre.yaml',
      'calendar: cierre\nbase: co\nvalid: { from: 2026-01-01, to: 2026-12-31 }\nclosed: [{ date: 2026-11-24, by: Resolución 1 }]\n',
    )
    const later = stepsOf(...asked, '--overlay', closing, '--until', '2026-12-31')
    expect(later[3]?.at).toBe('2026-11-27T05:00:00.000Z')
    const printed = simulate(...asked)
    expect(printed.stdout).toContain('El sistema lo pasa a cerrado el 2026-11-26 00:00: «Por tiempo excedido')
  })

  it('lets a term run out', () => {
    const facts = written(
      'queja.yaml',
      '- { type: received, at: 2026-11-20T10:00, kind: queja, channel: virtual }\n',
    )
    const [, last] = stepsOf('icetex/pqrsd@1', '--facts', facts, '--until', '2026-12-20')
    expect(last?.clocks).toMatchObject([
      {
        state: 'breached',
        passed: [{ rung: 'amarillo' }, { rung: 'rojo' }, { rung: null, at: '2026-12-15T05:00:00.000Z' }],
      },
    ])
  })

  it('tries a draft that nobody has put anywhere, under the entity that is said', () => {
    const draft = written(
      'borrador.yaml',
      readFileSync(join(shipped, 'procedures/pqrsd.yaml'), 'utf8')
        .replace('version: 1\n', 'version: 2\n')
        .replace(/(- id: queja\n.*\n.*\n.*\n {4}term: \{ amount: )15/, '$110'),
    )
    const [first] = stepsOf(draft, '--facts', example, '--entity', 'icetex')
    expect(first?.clocks[0]?.due).toBe('2026-12-04')
    expect(stepsOf(draft, '--facts', example, '--entity', shipped)[0]).toEqual(first)
    const alone = simulate(draft, '--facts', example)
    expect([alone.status, alone.stderr]).toEqual([2, expect.stringContaining('diga cuál con --entity')])
    writeFileSync(draft, readFileSync(draft, 'utf8').replace('area: grupo-gestion-servicio', 'area: nadie'))
    const wrong = simulate(draft, '--facts', example, '--entity', 'icetex')
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining('[unknown-area]')])
  })

  it('says what keeps an entity from being used, when that is another of its files', () => {
    const entity = join(folder, 'rota')
    mkdirSync(join(entity, 'procedures'), { recursive: true })
    writeFileSync(join(entity, 'entity.yaml'), readFileSync(join(shipped, 'entity.yaml')))
    const [good, bad] = ['pqrsd', 'publicaciones'].map((name) => join(entity, `procedures/${name}.yaml`))
    writeFileSync(good ?? '', readFileSync(join(shipped, 'procedures/pqrsd.yaml')))
    writeFileSync(bad ?? '', 'id: publicaciones\n')
    const { status, stdout, stderr } = simulate(good ?? '', '--facts', example)
    expect([status, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringContaining(`la entidad no sirve: ${bad}:1: `),
    ])
  })

  it('hears of letters where a clock does, and of what another system recorded', () => {
    const entity = join(folder, 'icetex')
    mkdirSync(join(entity, 'procedures'), { recursive: true })
    writeFileSync(join(entity, 'entity.yaml'), readFileSync(join(shipped, 'entity.yaml')))
    const file = join(entity, 'procedures/pqrsd.yaml')
    const clocks =
      'clocks:\n  - { id: acuse, name: Acuse de recibo, regime: ley-1755, term: { amount: 2, unit: business-days }, article: Acuerdo, starts: opening, meets: [acknowledgement], reopens: stays }\n'
    writeFileSync(
      file,
      readFileSync(join(shipped, 'procedures/pqrsd.yaml'), 'utf8').replace(
        '\noutcomes:\n',
        `\n${clocks}\noutcomes:\n`,
      ),
    )
    const facts = written(
      'acuse.yaml',
      `- { type: received, at: 2026-11-20T10:00, kind: queja, channel: virtual }
- { type: delivered, at: 2026-11-20T11:00 }
- { type: acknowledged, at: 2026-11-20T11:00 }
- { type: moved, at: 2026-11-23T11:00, action: answer, on: 2026-11-22, recordedBy: orfeo }
`,
    )
    const steps = stepsOf(file, '--facts', facts)
    const of = (step: Step) => step.clocks.map(({ clock, state }) => `${clock} ${state}`)
    expect(steps.map((step) => [step.refused?.code, ...of(step)])).toEqual([
      [undefined, 'legal running', 'acuse running'],
      ['nothing-to-deliver', 'legal running', 'acuse running'],
      [undefined, 'legal running', 'acuse met'],
      [undefined, 'legal met', 'acuse met'],
    ])
  })

  it('says why no case is opened, and stops there', () => {
    const facts = written(
      'nada.yaml',
      '- { type: received, at: 2026-11-20T10:00, kind: felicitacion, channel: virtual }\n- { type: moved, at: 2026-11-20T11:00, action: start }\n',
    )
    const steps = stepsOf('icetex/pqrsd@1', '--facts', facts)
    expect(steps).toMatchObject([{ refused: { code: 'kind-unknown' }, standing: null, clocks: [] }])
    expect(simulate('icetex/pqrsd@1', '--facts', facts).stdout).toContain(
      'NO se hace (kind-unknown): No se abre ningún caso',
    )
  })

  it.each([
    [
      '- { type: moved, at: 2026-11-20, action: start }\n',
      '1:5: error: [0].type: El primer hecho es la radicación',
    ],
    [
      '- { type: received, at: ayer, kind: queja, channel: virtual }\n',
      '1:21: error: [0].at: Se espera un instante',
    ],
    [
      '- { type: received, at: 2026-11-20, kind: queja, chanel: virtual }\n',
      '[0].chanel: El campo «chanel» no existe aquí',
    ],
    ['- { type: recibido, at: 2026-11-20 }\n', '1:5: error: [0].type: Se espera type: received, moved'],
    ['type: received\n', 'Debe ser una lista de hechos'],
    ['- {\n', 'El texto no es YAML'],
    [
      '- { type: received, at: 2026-11-20, kind: queja, channel: virtual }\n- { type: received, at: 2026-11-20, kind: queja, channel: virtual }\n',
      '2:5: error: [1].type: El caso ya se radicó',
    ],
    [
      '- { type: received, at: 2026-11-20, kind: queja, channel: virtual }\n- { type: moved, at: 2026-11-19, action: start }\n',
      '2:18: error: [1].at: Este hecho es anterior al que está arriba',
    ],
    [
      '- { type: received, at: 2026-11-20, kind: queja, channel: virtual }\n- { type: moved, at: 2026-11-21, action: start, to: cerrada }\n',
      'Diga el movimiento de una sola forma',
    ],
  ])('refuses facts at their place: %j', (content, said) => {
    const { value, ...inspected } = inspectShape(factsSchema, { file: 'hechos.yaml', text: content })
    expect(value).toBeUndefined()
    expect(printedFindings([inspected])).toMatch(/^hechos\.yaml:/)
    expect(printedFindings([inspected])).toContain(said)
  })

  it('ends with 1 where the facts are none', () => {
    const facts = written('mal.yaml', '- { type: moved, at: 2026-11-20, action: start }\n')
    const { status, stdout, stderr } = simulate('icetex/pqrsd@1', '--facts', facts)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(`${facts}:1:5: error: [0].type: El primer hecho es la radicación`)
    expect(stderr).toContain('     1 | - { type: moved')
  })

  it.each([
    [['icetex/pqrsd@1'], 'falta la opción --facts'],
    [['icetex/pqrsd@1', '--facts', '/no/hay.yaml'], 'no se pudo leer el archivo /no/hay.yaml'],
    [['icetex/pqrsd@1', '--facts', example, '--until', 'mañana'], '--until «mañana» no es un instante'],
    [['icetex/pqrsd@1', '--facts', example, '--entity', 'nadie'], 'no hay ninguna entidad'],
    [
      ['icetex/pqrsd@1', '--facts', example, '--overlay', '/no/hay.yaml'],
      'no se pudo leer el archivo /no/hay.yaml',
    ],
    [['icetex/nada', '--facts', example], 'no hay «icetex/nada»'],
  ])('ends with 2 where it is asked %j', (args, said) => {
    const { status, stdout, stderr } = simulate(...args)
    expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(said)])
  })
})
