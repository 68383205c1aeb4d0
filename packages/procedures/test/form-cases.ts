import type { Refused } from './refusal-cases.ts'
import { refused } from './refusal-cases.ts'

/** A form of the kind `aula`, with these fields. */
const form = (...fields: string[]): [string, string] => [
  'initial: pedida',
  `forms:\n  - id: solicitud\n    name: Solicitud\n    fields:\n${fields
    .map((field) => `      - { ${field} }\n`)
    .join('')}initial: pedida`,
]
const ask: [string, string] = ['name: Llave de un aula', 'name: Llave de un aula\n    form: solicitud']
const para = 'id: para, name: Para qué, type: text'
const when = 'id: cuando, name: Cuándo, type: date'
const lend = (more: string): [string, string] => ['action: answer\n', `action: answer\n    ${more}\n`]

const task = (move: string): [string, string] => [
  'initial: pedida',
  `tasks:
  - id: concepto
    name: Concepto
    to: internal
    term: { amount: 1, unit: business-days }
    pauses: { move: ${move}, basis: Circular }
    source: Circular
initial: pedida`,
]
const asking =
  'id: quien, name: Quién pide, type: choice, options: [{ id: jefatura, name: J }, { id: porteria, name: P }]'
const bypass: [string, string] = ['waives: [firma],', 'waives: [firma], field: quien,']

export const formCases: Refused[] = [
  refused('unknown-field', 'bypass.field', 'field: quien', form(`${asking}, sensitive: true`), ask, bypass),
  refused('invalid-shape', 'forms[0].fields[0].sensitive', 'sensitive', form(`${para}, sensitive: true`)),
  refused(
    'condition-idle',
    'forms[0].fields[1].requiredWhen.is',
    'requiredWhen',
    form(
      'id: ayuda, name: Pide ayuda, type: yes-no, sensitive: true',
      `${para}, requiredWhen: { field: ayuda, is: true }`,
    ),
    ask,
  ),
  refused(
    'condition-idle',
    'forms[0].fields[2].requiredWhen',
    'field: para',
    form(
      'id: ayuda, name: Pide ayuda, type: yes-no, sensitive: true',
      `${para}, requiredWhen: { field: ayuda, is: true }`,
      'id: cual, name: Cuál, type: text, requiredWhen: { field: para }',
    ),
    lend('form: solicitud'),
  ),
  refused('unknown-field', 'bypass.field', 'field: quien', form(para), ask, bypass),
  refused('unknown-field', 'bypass.field', 'field: quien', form(`${asking}, several: true`), ask, bypass),
  refused('unknown-transition', 'tasks[0].pauses.move', 'move: esperar', task('esperar')),
  refused('task-pause-idle', 'tasks[0].pauses.move', 'move: prestar', task('prestar')),
  refused('unknown-form', 'kinds[0].form', 'form: solicitud', ask),
  refused('unknown-form', 'transitions[0].form', 'form: entrega', lend('form: entrega')),
  refused('invalid-shape', 'forms[0].fields[0].type', 'type: color', form('id: a, name: A, type: color')),
  refused(
    'invalid-shape',
    'forms[0].fields[0].options',
    'type: choice',
    form('id: a, name: A, type: choice'),
  ),
  refused('invalid-shape', 'forms[0].fields[0].min', 'min: 1', form(`${when}, min: 1`)),
  refused(
    'duplicate-id',
    'forms[0].fields[1].id',
    'name: Otra',
    form(para, 'id: para, name: Otra, type: yes-no'),
  ),
  refused(
    'duplicate-id',
    'forms[0].fields[0].options[1].id',
    'id: a, name: A, type: choice',
    form('id: a, name: A, type: choice, options: [{ id: b, name: B }, { id: b, name: C }]'),
  ),
  refused(
    'unknown-field',
    'forms[0].fields[0].requiredWhen.field',
    'requiredWhen',
    form(`${para}, requiredWhen: { field: otro }`),
  ),
  refused(
    'unknown-field',
    'forms[0].fields[0].requiredWhen.field',
    'requiredWhen',
    form(`${para}, requiredWhen: { field: para }`),
  ),
  refused(
    'unknown-field',
    'forms[0].fields[1].notAfter.field',
    'notAfter',
    form(para, `${when}, notAfter: { field: para }`),
  ),
  refused(
    'condition-idle',
    'forms[0].fields[1].requiredWhen',
    'requiredWhen',
    form(para, `${when}, required: true, requiredWhen: { field: para }`),
  ),
  refused(
    'condition-idle',
    'forms[0].fields[1].requiredWhen.is',
    'requiredWhen',
    form(para, `${when}, requiredWhen: { field: para, is: clase }`),
  ),
  refused(
    'condition-idle',
    'forms[0].fields[1].requiredWhen.is',
    'requiredWhen',
    form('id: n, name: N, type: integer, max: 3', `${when}, requiredWhen: { field: n, is: [3, 4] }`),
  ),
  refused(
    'empty-range',
    'forms[0].fields[0].max',
    'max: 1',
    form('id: n, name: N, type: integer, min: 2, max: 1'),
  ),
  refused(
    'empty-range',
    'forms[0].fields[0].notAfter',
    'notAfter',
    form(`${when}, notBefore: 2026-02-02, notAfter: 2026-02-01`),
  ),
  refused('pattern-invalid', 'forms[0].fields[0].pattern', 'pattern', form(`${para}, pattern: '['`)),
  refused('pattern-invalid', 'forms[0].fields[0].pattern', 'pattern', form(`${para}, pattern: '(a+)+'`)),
  refused('pattern-invalid', 'forms[0].fields[0].pattern', 'pattern', form(`${para}, pattern: '(a)\\1'`)),
  refused('pattern-invalid', 'forms[0].fields[0].pattern', 'pattern', form(`${para}, pattern: 'a*a*a*a*b'`)),
  refused('guard-pointless', 'transitions[0].guards[0]', 'form-complete', lend('guards: [form-complete]')),
  refused(
    'guard-pointless',
    'transitions[0].guards[0]',
    'outcome-recorded',
    ['outcomes:\n  - { id: prestada, name: Prestada }\n  - { id: negada, name: Negada }\n', ''],
    ['    outcomes: [prestada, negada]\n', ''],
    lend('guards: [outcome-recorded]'),
  ),
  refused('guard-pointless', 'transitions[0].guards[0]', 'tasks-done', lend('guards: [tasks-done]')),
  refused('invalid-shape', 'transitions[0].guards[0]', 'guards', lend('guards: [al-dia]')),
  refused('system-asks', 'transitions[2].by', 'by: system', [
    'by: system\n',
    'by: system\n    fourEyes: [prestar]\n',
  ]),
  refused('assigns-lost', 'transitions[2].assigns', 'assigns', [
    'by: system\n    after: *devolucion\n',
    'by: system\n    assigns: { area: porteria, level: 1 }\n',
  ]),
  refused('unknown-transition', 'transitions[0].fourEyes[0]', 'fourEyes', lend('fourEyes: [pedir]')),
  refused('four-eyes-idle', 'transitions[0].fourEyes[0]', 'fourEyes', lend('fourEyes: [prestar]')),
  refused('four-eyes-idle', 'transitions[0].fourEyes[0]', 'fourEyes', lend('fourEyes: [dar-por-devuelta]')),
  refused(
    'four-eyes-idle',
    'transitions[0].fourEyes[0]',
    'fourEyes',
    lend('fourEyes: [devolver]'),
    ['from: [prestada, devuelta]\n    to: pedida', 'from: devuelta\n    to: prestada'],
    ['clock: ends, final: true', 'clock: ends, final: true'],
    ['    reopens: new-term\n', ''],
  ),
  refused('unknown-area', 'evidence[0].by[1]', 'by: [porteria, rectoria]', [
    'name: Firma de quien recibe,',
    'name: Firma de quien recibe, by: [porteria, rectoria],',
  ]),
  refused('invalid-shape', 'evidence[0].type', 'type: sello', [
    'name: Firma de quien recibe,',
    'name: Firma de quien recibe, type: sello,',
  ]),
  refused(
    'priority-misplaced',
    'transitions[0].priority',
    'priority',
    lend('priority: { becomes: withdrawn }'),
  ),
  refused(
    'priority-misplaced',
    'transitions[0].priority',
    'priority',
    lend('priority: { becomes: refused }'),
  ),
  refused('priority-misplaced', 'transitions[2].priority', 'priority', [
    'by: system\n',
    'by: system\n    priority: { becomes: granted }\n',
  ]),
  refused(
    'unknown-field',
    'transitions[0].priority.ground',
    'priority',
    lend('form: solicitud\n    priority: { becomes: granted, ground: para }'),
    form(para),
  ),
]
