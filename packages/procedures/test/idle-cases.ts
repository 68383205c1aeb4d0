import type { WarningCode } from '../src/index.ts'

export interface Suspicious {
  code: WarningCode
  path: string
  /** What stands at the very place that the warning must name, after the change. */
  at: string
  edits: [string, string][]
}

export function suspicious(
  code: WarningCode,
  path: string,
  at: string,
  ...edits: [string, string][]
): Suspicious {
  return { code, path, at, edits }
}

const before = 'initial: pedida'
const form = (field: string): [string, string] => [
  before,
  `forms:\n  - id: encuesta\n    name: Encuesta\n    fields:\n      - { ${field} }\n${before}`,
]
const clock = (more: string): [string, string] => [
  before,
  `clocks:\n  - { id: aviso, name: Aviso, regime: circular, term: { amount: 1, unit: business-days }, article: '3', meets: [answer], reopens: stays, ${more} }\n${before}`,
]
const marked = 'atElapsed: 50'
const toJefatura: [string, string] = [marked, `${marked}, escalates: { area: jefatura, level: 2 }`]
/** Only the other kind goes there and back. */
const thereAndBack: [string, string] = [
  'transitions:\n',
  ['pedida', 'revisada']
    .map(
      (from, at) =>
        `  - { id: ida-${at}, from: ${from}, to: ${at === 0 ? 'revisada' : 'pedida'}, reason: Se revisa, kinds: [bodega] }\n`,
    )
    .reduce((all, one) => all + one, 'transitions:\n'),
]

/** What the schema allows, no engine minds, and makes no difference: an owner may have it in force. */
export const idleCases: Suspicious[] = [
  suspicious('endless-moves', 'transitions[0].from[0]', 'pedida], reason: Ronda', [
    'transitions:',
    'transitions:\n  - { id: rondar, from: [pedida], reason: Ronda, by: system }',
  ]),
  suspicious(
    'endless-moves',
    'transitions[2].from',
    'from: prestada\n    to: devuelta\n    reason: Pasó',
    ['    after: *devolucion\n', ''],
    ['to: pedida\n    reason: Era otra llave', 'to: prestada\n    by: system\n    reason: Era otra llave'],
    ['    note: required\n    reopens: new-term\n', ''],
    ['from: [prestada, devuelta]', 'from: [devuelta]'],
  ),
  suspicious(
    'initial-ended',
    'states[0].clock',
    'clock: ends }\n  - { id: prestada',
    ['name: Pedida, clock: runs', 'name: Pedida, clock: ends'],
    ['    reopens: new-term\n', ''],
  ),
  suspicious(
    'clock-never-starts',
    'clocks[0].starts.state',
    'state: revisada }',
    clock('kinds: [aula], starts: { state: revisada }'),
    ['states:\n', 'states:\n  - { id: revisada, name: Revisada, clock: runs }\n'],
    thereAndBack,
  ),
  suspicious('exception-idle', 'kinds[1].exception.late.kind', 'kind: bodega } }', [
    'late: { kind: aula }',
    'late: { kind: bodega }',
  ]),
  ...['note: required', 'evidence: [firma]'].map((asked) =>
    suspicious('engine-brings-nothing', 'transitions[2].by', 'by: system', [
      'by: system\n',
      `by: system\n    ${asked}\n`,
    ]),
  ),
  suspicious('ladder-beyond-term', 'ladder[0].atRemaining', 'atRemaining: 4', [
    'ladder:',
    'ladder:\n  - { id: pronto, name: Pronto, atRemaining: 4 }',
  ]),
  suspicious(
    'ladder-beyond-term',
    'clocks[0].ladder[0].atRemaining',
    'atRemaining: 2',
    clock('starts: opening, ladder: [{ id: pronto, name: Pronto, atRemaining: 2 }]'),
  ),
  suspicious('mark-escalates-nothing', 'ladder[0].escalates', 'escalates: {', toJefatura, [
    'escalation: { kinds: [bodega], to: misional, source: Circular interna de prueba }\n',
    '',
  ]),
  suspicious(
    'mark-escalates-nothing',
    'clocks[0].ladder[0].escalates',
    'escalates: {',
    clock(
      'starts: opening, kinds: [aula], ladder: [{ id: mitad, name: Mitad, atElapsed: 60, escalates: { area: jefatura, level: 2 } }]',
    ),
  ),
  ...[6, 0].map((target) =>
    suspicious(
      'target-out-of-reach',
      'indicators[0].target',
      `target: ${target}`,
      form('id: hojas, name: Hojas, type: integer, min: 1, max: 5'),
      [
        before,
        `indicators:\n  - { id: nota, name: Nota, direction: up, source: Circular, formula: averageRating, unit: puntos, field: { form: encuesta, id: hojas }, target: ${target} }\n${before}`,
      ],
    ),
  ),
  ...['today', '{ today: 4 }'].map((notAfter) =>
    suspicious(
      'day-out-of-reach',
      'forms[0].fields[0].notAfter',
      'notAfter',
      form(`id: cuando, name: Cuándo, type: date, notBefore: { today: 5 }, notAfter: ${notAfter}`),
    ),
  ),
]
