import { type Refused, refused } from './refusal-cases.ts'

const lending = (more: string): [string, string] => [
  'reason: Se presta\n',
  `reason: Se presta\n    ${more}\n`,
]
const giving = (more: string): [string, string] => [
  'reason: Se devuelve\n',
  `reason: Se devuelve\n    ${more}\n`,
]
const reopening = (more: string): [string, string] => [
  'reason: Era otra llave\n',
  `reason: Era otra llave\n    ${more}\n`,
]
const noTimer: [string, string] = [
  '  - id: dar-por-devuelta\n    from: prestada\n    to: devuelta\n    reason: Pasó el tiempo\n    by: system\n    after: *devolucion\n',
  '',
]

/** What is wrong with moves and guards that are for some kinds alone, and with where a move sends a case. */
export const kindCases: Refused[] = [
  refused('unknown-kind', 'transitions[3].kinds[1]', 'sala', reopening('kinds: [aula, sala]')),
  refused(
    'unknown-kind',
    'transitions[0].guards[0].kinds[0]',
    'sala',
    lending('guards: [{ guard: assigned, kinds: [sala] }]'),
  ),
  refused('invalid-shape', 'transitions[3].kinds', 'kinds: []', reopening('kinds: []')),
  refused(
    'guard-pointless',
    'transitions[3].guards[0]',
    'guard: assigned',
    reopening('kinds: [aula]\n    guards: [{ guard: assigned, kinds: [bodega] }]'),
  ),
  // The others can go on from there.
  refused('no-way-to-end', 'states[0].id', '- { id: pedida', lending('kinds: [aula]')),
  refused(
    'no-way-to-end',
    'states[1].id',
    '- { id: prestada, name: Prestada, clock',
    giving('kinds: [aula]'),
    noTimer,
  ),
  refused(
    'four-eyes-idle',
    'transitions[1].fourEyes[0]',
    'fourEyes: [prestar-bodega]',
    [
      '  - id: devolver\n    from: prestada\n    to: devuelta\n    reason: Se devuelve\n',
      '  - id: devolver\n    from: prestada\n    to: devuelta\n    reason: Se devuelve\n    kinds: [aula]\n    fourEyes: [prestar-bodega]\n',
    ],
    [
      'levels:\n',
      '  - id: prestar-bodega\n    from: pedida\n    to: prestada\n    reason: Se presta la de la bodega\n    action: answer\n    outcomes: [prestada]\n    kinds: [bodega]\nlevels:\n',
    ],
  ),
  refused(
    'clock-never-met',
    'clocks[0].meets',
    'meets: [{ move: reabrir }]',
    [
      'initial: pedida',
      "clocks:\n  - id: vuelta\n    name: Vuelta\n    regime: circular\n    term: { amount: 1, unit: business-days }\n    article: '3'\n    starts: { state: prestada }\n    meets: [{ move: reabrir }]\n    reopens: stays\ninitial: pedida",
    ],
    reopening('kinds: [aula]'),
  ),
  refused(
    'unknown-area',
    'transitions[3].assigns.area',
    'area: sotano',
    reopening('assigns: { area: sotano, level: 1 }'),
  ),
  refused(
    'unknown-level',
    'transitions[3].assigns.level',
    'level: 7',
    reopening('assigns: { area: porteria, level: 7 }'),
  ),
]
