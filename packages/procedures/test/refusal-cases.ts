import type { ProblemCode } from '../src/index.ts'

export interface Refused {
  code: ProblemCode
  path: string
  /** What stands in the line that the error must name, after the change. */
  at: string
  /** [what stands in the tiny procedure, what replaces it] */
  edits: [string, string][]
}

export function refused(code: ProblemCode, path: string, at: string, ...edits: [string, string][]): Refused {
  return { code, path, at, edits }
}

export const shapeCases: Refused[] = [
  refused('invalid-yaml', '', 'version: 2', ['version: 1\n', 'version: 1\nversion: 2\n']),
  refused('invalid-yaml', '', '*nada', ['clock: runs', 'clock: *nada']),
  refused('invalid-yaml', '', 'Pr\uFFFDstamo', ['Préstamo', 'Pr\uFFFDstamo']),
  refused('invalid-shape', 'version', 'version: uno', ['version: 1\n', 'version: uno\n']),
  refused('invalid-shape', 'version', 'id: llaves', ['version: 1\n', '']),
  refused('invalid-shape', 'inicial', 'inicial: x', ['initial:', 'inicial: x\ninitial:']),
  refused('invalid-shape', 'transitions[3].nota', 'nota: si', ['note: required', 'nota: si']),
  // The value is used in a transition by reference: the line to change is where it is written.
  refused('invalid-shape', 'transitions[2].after.amount', 'amount: 0', ['{ amount: 2,', '{ amount: 0,']),
  refused('invalid-shape', 'valid.from', '2026-02-30', ['from: 2026-01-01', 'from: 2026-02-30']),
  refused('invalid-shape', 'valid', '2025-01-01', ['from: 2026-01-01', 'from: 2026-01-01, to: 2025-01-01']),
  refused('invalid-shape', 'states[0].id', 'id: Pedida', ['id: pedida,', 'id: Pedida,']),
  refused('invalid-shape', 'ladder[0]', 'id: mitad', ['atElapsed: 50', 'atElapsed: 50, atRemaining: 3']),
  refused('invalid-shape', 'reception.to', '25:00', ["to: '15:00'", "to: '25:00'"]),
  refused('invalid-shape', 'transitions[0].action', 'action: lend', ['action: answer', 'action: lend']),
  refused('invalid-shape', 'name', 'name: " "', ['name: Préstamo de llaves', 'name: " "']),
]

export const flowCases: Refused[] = [
  refused('duplicate-id', 'kinds[1].id', '- id: aula\n    name: Llave de la bodega', [
    '- id: bodega',
    '- id: aula',
  ]),
  refused('duplicate-id', 'ladder[1].id', 'name: Vencida', ['id: vencida', 'id: mitad']),
  refused('duplicate-id', 'transitions[1].id', '- id: prestar\n    from: prestada', [
    'id: devolver',
    'id: prestar',
  ]),
  refused('duplicate-id', 'channels[1]', '[correo, correo]', ['[ventanilla, correo]', '[correo, correo]']),
  refused('duplicate-id', 'levels[1].level', 'name: Jefatura', ['level: 2, name', 'level: 1, name']),
  refused('duplicate-reason', 'transitions[2].reason', 'reason: Se devuelve\n    by', [
    'Pasó el tiempo',
    'Se devuelve',
  ]),
  refused('unknown-state', 'transitions[1].to', 'regresada', [
    'to: devuelta\n    reason: Se devuelve',
    'to: regresada\n    reason: Se devuelve',
  ]),
  refused('unknown-state', 'transitions[3].from[1]', 'perdida', [
    'from: [prestada, devuelta]',
    'from: [prestada, perdida]',
  ]),
  refused('unknown-initial', 'initial', 'initial: nueva', ['initial: pedida', 'initial: nueva']),
  refused('unreachable-state', 'states[0].id', 'id: sola', [
    'states:',
    'states:\n  - { id: sola, name: Sola, clock: ends, final: true }',
  ]),
  refused(
    'dead-end',
    'states[0].id',
    'id: perdida',
    ['states:', 'states:\n  - { id: perdida, name: Perdida, clock: ends }'],
    ['to: devuelta\n    reason: Pasó', 'to: perdida\n    reason: Pasó'],
  ),
  refused('no-way-to-end', 'states[0].id', '- { id: pedida', [', final: true', '']),
  refused('final-clock-runs', 'states[2].clock', '- { id: devuelta', [
    'clock: ends, final',
    'clock: runs, final',
  ]),
  refused('clock-ends-unanswered', 'transitions[0]', '- id: prestar', ['    action: answer\n', '']),
  refused('clock-ends-unanswered', 'transitions[0]', '- id: prestar', ['action: answer', 'action: start']),
  refused('reopens-missing', 'transitions[3]', '- id: reabrir', ['    reopens: new-term\n', '']),
  refused('reopens-misplaced', 'transitions[1].reopens', 'original-due', [
    'action: close',
    'action: close\n    reopens: original-due',
  ]),
  refused('asks-misplaced', 'transitions[1].asks', 'asks: incomplete', [
    'action: close\n',
    'action: close\n    asks: incomplete\n',
  ]),
  refused('tacit-misplaced', 'transitions[1].tacit', 'tacit: true', [
    'action: close\n',
    'action: close\n    tacit: true\n',
  ]),
  refused('after-needs-system', 'transitions[2].after', 'after: *devolucion', ['    by: system\n', '']),
  refused('answer-without-outcome', 'transitions[0]', '- id: prestar', [
    '    outcomes: [prestada, negada]\n',
    '',
  ]),
  refused('unknown-outcome', 'transitions[0].outcomes[1]', 'perdida', [
    '[prestada, negada]',
    '[prestada, perdida]',
  ]),
  refused('unknown-evidence', 'transitions[0].evidence[0]', 'sello', [
    'evidence: [firma]',
    'evidence: [sello]',
  ]),
  refused('unknown-evidence', 'bypass.waives[0]', 'sello', ['waives: [firma]', 'waives: [sello]']),
]

const marked = 'atElapsed: 50'

export const referenceCases: Refused[] = [
  refused('unknown-regime', 'kinds[1].regime', 'regime: ley', [
    'Llave de la bodega\n    regime: circular',
    'Llave de la bodega\n    regime: ley',
  ]),
  refused('law-unknown', 'kinds[0].law.regime', 'regime: ley-0', [
    "article: '1'\n",
    "article: '1'\n    law: { regime: ley-0 }\n",
  ]),
  refused('law-parameter', 'kinds[0].law.set.answer.countsWhen', 'answer.countsWhen: read', [
    "article: '1'\n",
    "article: '1'\n    law:\n      regime: congreso-258\n      set:\n        answer.countsWhen: read\n",
  ]),
  refused('law-uncountable', 'kinds[0].term', 'term: { amount: 1,', [
    "article: '1'\n",
    "article: '1'\n    law: { regime: congreso-258, set: { term.start: same-day } }\n",
  ]),
  refused('term-needs-law', 'kinds[0].term', 'term: { amount: 1,', [
    'term: { amount: 1, unit: business-days }',
    'term: { amount: 1, unit: calendar-months }',
  ]),
  refused('law-term', 'kinds[0].term', 'term: { amount: 1,', [
    "article: '1'\n",
    "article: '1'\n    law: { regime: peticion }\n",
  ]),
  refused('unknown-kind', 'kinds[1].exception.late.kind', 'sala', [
    'late: { kind: aula }',
    'late: { kind: sala }',
  ]),
  refused('unknown-kind', 'evidence[0].kinds[0]', 'sala', [
    'recibe, kinds: [bodega]',
    'recibe, kinds: [sala]',
  ]),
  refused('unknown-kind', 'escalation.kinds[1]', 'sala', [
    '{ kinds: [bodega], to',
    '{ kinds: [bodega, sala], to',
  ]),
  refused('unknown-kind', 'typification[0].when.kind', 'sala', [
    'kind: bodega, channel',
    'kind: sala, channel',
  ]),
  refused('unknown-channel', 'typification[0].when.channel[0]', 'fax', [
    'channel: [correo]',
    'channel: [fax]',
  ]),
  refused('unknown-level', 'typification[1].level', 'level: 3', [
    'porteria\n    level: 1',
    'porteria\n    level: 3',
  ]),
  refused('unknown-level', 'distribution.levels[1]', 'levels: [1, 3]', [
    '\ntypification:',
    '\ndistribution: { by: skill-and-load, levels: [1, 3], source: Circular }\ntypification:',
  ]),
  refused('unknown-level', 'ladder[0].escalates.level', 'level: 9', [
    marked,
    `${marked}, escalates: { area: porteria, level: 9 }`,
  ]),
  refused('distribution-weightless', 'distribution.weights', 'weights: { skill: 0', [
    '\ntypification:',
    '\ndistribution: { by: skill-and-load, weights: { skill: 0, load: 0 }, source: Circular }\ntypification:',
  ]),
  refused('unknown-area', 'typification[0].area', 'rectoria', ['area: jefatura', 'area: rectoria']),
  refused('unknown-area', 'bypass.areas[1]', 'rectoria', [
    'areas: [porteria]',
    'areas: [porteria, rectoria]',
  ]),
  refused('unknown-product', 'typification[0].when.product', 'oro', [
    '{ kind: bodega,',
    '{ kind: bodega, product: oro,',
  ]),
  refused('unknown-theme', 'typification[0].when.theme[1]', 'oro', [
    '{ kind: bodega,',
    '{ kind: bodega, theme: [puertas, oro],',
  ]),
  refused('no-default-rule', 'typification[1].when', 'kind: aula }\n    area', [
    '- area: porteria',
    '- when: { kind: aula }\n    area: porteria',
  ]),
  refused('default-not-last', 'typification[0]', '- { area: porteria', [
    'typification:',
    'typification:\n  - { area: porteria, level: 1 }',
  ]),
  refused('level-not-misional', 'typification[0].area', 'area: porteria\n    level: 2', [
    'area: jefatura',
    'area: porteria',
  ]),
  refused('level-not-for-kind', 'typification[0]', '[bodega, aula]', [
    '{ kind: bodega,',
    '{ kind: [bodega, aula],',
  ]),
  refused('level-not-for-kind', 'typification[0]', '- when:', ['{ kind: bodega,', '{']),
  refused('ladder-out-of-order', 'ladder[1]', 'id: mitad', [
    'ladder:',
    'ladder:\n  - { id: casi, name: Casi, atElapsed: 90 }',
  ]),
  refused('ladder-out-of-order', 'ladder[2]', 'id: tarde', [
    'atRemaining: 0 }',
    'atRemaining: 0 }\n  - { id: tarde, name: Tarde, atRemaining: 3 }',
  ]),
  refused('option-unknown', 'parameters.conteo.value', '&conteo', ['[counts, not-counted]', '[not-counted]']),
  refused('empty-window', 'reception.to', "to: '07:00'", ["to: '15:00'", "to: '07:00'"]),
]
