import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inspectProcedure, loadProcedure, type WarningCode, warningCodes } from '../src/index.ts'
import { idleCases, type Suspicious, suspicious } from './idle-cases.ts'
import { changed, lineOf, tiny } from './tiny.ts'

const given = '  - { id: lista, name: Lista, source: Circular interna de prueba }\ninitial:'
const lost = '  - id: perder\n    from: pedida\n    to: perdida\n    reason: Se pierde\n    action: annul\n'
const lostState = '{ id: perdida, name: Perdida, clock: ends, final: true }'
/** From «pedida» the engine goes on by itself. */
const atOnce: [string, string] = [
  'levels:\n',
  '  - id: seguir\n    from: pedida\n    to: prestada\n    reason: Sola\n    action: answer\n    outcomes: [prestada]\n    by: system\nlevels:\n',
]

const letter = (id: string) =>
  `  - { id: ${id}, name: Aviso, file: aviso.md, version: 1, approvedBy: Jefatura, approvedOn: 2026-01-01, use: answer }\n`

const cases: Suspicious[] = [
  ...idleCases,
  suspicious('unused-evidence', 'evidence[1].id', 'id: lista', ['initial:', given]),
  suspicious('unused-evidence', 'evidence[0].id', 'id: firma', ['    evidence: [firma]\n', '']),
  suspicious('unused-form', 'forms[0].id', 'id: sola', [
    'initial:',
    'forms: [{ id: sola, name: Sola, fields: [{ id: a, name: A, type: yes-no }] }]\ninitial:',
  ]),
  suspicious('unused-outcome', 'outcomes[2].id', 'id: vencida, name: Vencida }\nevidence', [
    'evidence:\n',
    '  - { id: vencida, name: Vencida }\nevidence:\n',
  ]),
  suspicious('unused-regime', 'regimes[1].id', 'id: ley', [
    'kinds:\n',
    '  - { id: ley, name: Ley, source: Ley 1 }\nkinds:\n',
  ]),
  suspicious('unused-level', 'levels[2].level', 'level: 3', [
    'escalation:',
    '  - { level: 3, name: Rectoría }\nescalation:',
  ]),
  suspicious('unused-name', 'parameters.devolucion.value', 'value: &devolucion', [
    'after: *devolucion',
    'after: { amount: 2, unit: calendar-days }',
  ]),
  suspicious('unused-name', 'kinds[1].term', 'term: &tres', ['term: { amount: 3', 'term: &tres { amount: 3']),
  suspicious(
    'move-never-made',
    'transitions[0].from',
    'from: pedida\n    to: prestada\n    reason: Se presta',
    atOnce,
  ),
  suspicious('move-never-made', 'transitions[4].from', 'from: prestada\n    to: devuelta\n    reason: Sube', [
    'levels:\n',
    '  - id: subir\n    from: prestada\n    to: devuelta\n    reason: Sube\n    action: escalate\n    kinds: [aula]\nlevels:\n',
  ]),
  suspicious('move-never-made', 'transitions[4].from', 'from: prestada\n    to: pedida', [
    'levels:\n',
    '  - id: volver\n    from: prestada\n    to: pedida\n    reason: Nadie la trajo\n    by: system\n    after: { amount: 2, unit: calendar-days }\n    reopens: new-term\nlevels:\n',
  ]),
  suspicious(
    'move-never-made',
    'transitions[2].from[1]',
    'devuelta]\n    to: pedida\n    reason: Pasó',
    [
      'from: prestada\n    to: devuelta\n    reason: Pasó el tiempo\n    by: system\n    after: *devolucion',
      'from: [prestada, devuelta]\n    to: pedida\n    reason: Pasó el tiempo\n    action: escalate\n    reopens: new-term',
    ],
    ['escalation: { kinds: [bodega], to: misional, source: Circular interna de prueba }\n', ''],
    ['value: &devolucion', 'value:'],
  ),
  suspicious('state-never-entered', 'states[3].id', 'id: perdida', atOnce, [
    'transitions:\n',
    `  - ${lostState}\ntransitions:\n${lost}`,
  ]),
  suspicious('rule-never-reached', 'typification[1]', 'when: { kind: bodega, channel: correo', [
    '  - area: porteria',
    '  - when: { kind: bodega, channel: correo, theme: puertas }\n    area: jefatura\n    level: 2\n  - area: porteria',
  ]),
  suspicious('letter-never-written', 'templates[1].id', 'id: otro', [
    'initial:',
    `templates:\n${letter('aviso')}${letter('otro')}initial:`,
  ]),
]

describe('an owner is warned', () => {
  test.each(cases)('$code at $path', ({ code, path, at, edits }) => {
    const text = edits.reduce((text, [from, to]) => changed(text, from, to), tiny)
    const dir = mkdtempSync(join(tmpdir(), 'ventanilla-avisos-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    writeFileSync(join(dir, 'aviso.md'), 'Está lista.\n')
    const { findings, procedure } = inspectProcedure({ file: join(dir, 'llaves.yaml'), text })
    expect(procedure?.id).toBe('llaves')
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const found = findings.find((one) => one.code === code && one.path === path)
    expect(found).toMatchObject({
      severity: 'warning',
      line: lineOf(text, at),
      detail: expect.stringMatching(/\S/),
    })
    const line = text.split('\n')[(found?.line ?? 0) - 1] ?? ''
    expect(line.slice((found?.column ?? 0) - 1)).toMatch(at.split('\n')[0]?.slice(0, 4) ?? '')
  })
})

test('nothing is warned of where nothing is suspicious', () => {
  expect(inspectProcedure({ file: 'llaves.yaml', text: tiny })).toMatchObject({ findings: [] })
})

test('a longer wait in another unit is not held to be hidden, nor is one from another state', () => {
  const other =
    '  - id: volver\n    from: prestada\n    to: pedida\n    reason: Nadie la trajo\n    by: system\n    after: { amount: 9, unit: business-days }\n    reopens: new-term\nlevels:\n'
  const text = changed(tiny, 'levels:\n', other)
  expect(inspectProcedure({ file: 'llaves.yaml', text }).findings).toEqual([])
})

test('what the engine does at once for some kinds hides nothing from the others', () => {
  const [place, move] = atOnce
  const text = changed(tiny, place, move.replace('reason: Sola', 'reason: Sola\n    kinds: [aula]'))
  expect(inspectProcedure({ file: 'llaves.yaml', text }).findings).toEqual([])
})

const codesOf = (text: string) =>
  inspectProcedure({ file: 'llaves.yaml', text }).findings.map(({ code }) => code)

test('of what a state would do at once only the first is followed: the case comes to rest', () => {
  const atOnce = [
    '  - { id: seguir, from: pedida, to: prestada, reason: Sola, action: answer, outcomes: [prestada], by: system }',
    '  - { id: acabar, from: prestada, to: devuelta, reason: Acaba, by: system }',
    '  - { id: volver, from: prestada, to: pedida, reason: Vuelve, by: system, reopens: new-term }',
  ]
  const inOrder = (moves: string[]) => changed(tiny, 'transitions:\n', `transitions:\n${moves.join('\n')}\n`)
  expect(codesOf(inOrder(atOnce))).not.toContain('endless-moves')
  expect(codesOf(inOrder(atOnce.toReversed()))).toContain('endless-moves')
})

test.each([
  [30, '2020-04-01, to: 2022-05-17', []],
  [30, '2020-04-01', []],
  [31, '2020-04-01, to: 2022-05-17', ['ladder-beyond-term']],
  [16, '2026-01-01', ['ladder-beyond-term']],
])('a mark at %i days left is held against what the law gave from %s', (atRemaining, days, codes) => {
  const edits: [string, string][] = [
    ['{ from: 2026-01-01 }', `{ from: ${days} }`],
    [
      "{ amount: 3, unit: business-days }\n    article: '2'",
      "{ amount: 15, unit: business-days }\n    article: '2'\n    law: { regime: peticion }",
    ],
    ['ladder:', `ladder:\n  - { id: pronto, name: Pronto, atRemaining: ${atRemaining} }`],
  ]
  expect(codesOf(edits.reduce((text, [from, to]) => changed(text, from, to), tiny))).toEqual(codes)
})

test('a mark that sends a case to an area that only mission areas may be sent for is warned of', () => {
  const text = changed(tiny, 'atElapsed: 50', 'atElapsed: 50, escalates: { area: porteria, level: 2 }')
  const entity = {
    areas: ['porteria', 'jefatura'].map((id) => ({ id, name: id, misional: id === 'jefatura' })),
    products: [{ id: 'ninguno', name: 'Ninguno' }],
    themes: [{ id: 'puertas', name: 'Puertas' }],
  }
  const { findings } = inspectProcedure({ file: 'llaves.yaml', text }, entity)
  expect(findings).toMatchObject([{ code: 'mark-escalates-nothing', path: 'ladder[0].escalates' }])
})

test('what is in force and only idle is loaded: an upgrade stops no service', () => {
  for (const { edits } of idleCases) {
    const text = edits.reduce((text, [from, to]) => changed(text, from, to), tiny)
    expect(loadProcedure(text).id).toBe('llaves')
  }
})

test('what is wrong is said instead of what is suspicious', () => {
  const text = changed(changed(tiny, 'initial:', given), 'initial: pedida', 'initial: nueva')
  const codes = inspectProcedure({ file: 'llaves.yaml', text }).findings.map(({ code }) => code)
  expect(codes).toEqual(['unknown-initial'])
})

test('every documented warning is shown by a case', () => {
  // A calendar's are shown where a whole entity is inspected.
  const ofCalendars: WarningCode[] = ['calendar-name-unknown']
  expect(new Set([...cases.map(({ code }) => code), ...ofCalendars])).toEqual(
    new Set(Object.keys(warningCodes)),
  )
})
