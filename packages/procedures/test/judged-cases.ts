import { type Refused, refused } from './refusal-cases.ts'

const letter = (more: string): [string, string] => [
  'initial: pedida',
  `templates:\n  - { id: aviso, name: Aviso, version: 1, approvedBy: Jefatura, use: answer, ${more} }\ninitial: pedida`,
]
const approved = 'approvedOn: 2026-01-01'
const indicator = (...more: string[]): [string, string] => [
  'initial: pedida',
  `indicators:\n${more.map((one) => `  - { id: a-tiempo, name: A tiempo, direction: up, source: Circular, ${one} }\n`).join('')}initial: pedida`,
]
const answers = `forms:
  - id: encuesta
    name: Encuesta
    fields:
      - { id: hojas, name: Hojas, type: integer, min: 1, max: 5 }
      - { id: cedula, name: Cédula, type: integer, min: 1 }
      - { id: apoyo, name: Apoyo, type: yes-no, sensitive: true }
      - { id: urge, name: Urge, type: yes-no }
      - { id: nota, name: Nota, type: text }
`
const field = (id: string) => `field: { form: encuesta, id: ${id} }`
const share = "formula: timeliness, unit: '%'"

/** What is wrong with letters and indicators. */
export const judgedCases: Refused[] = [
  refused('template-missing', 'templates[0].file', 'id: aviso', letter(`${approved}, file: cartas/aviso.md`)),
  refused('invalid-shape', 'templates[0].file', 'id: aviso', letter(`${approved}, file: ../aviso.md`)),
  refused('invalid-shape', 'templates[0].file', 'id: aviso', letter(`${approved}, file: aviso.docx`)),
  refused(
    'template-unapproved',
    'templates[0].approvedOn',
    'id: aviso',
    letter('approvedOn: 2026-01-02, file: a.md'),
  ),
  refused(
    'unknown-kind',
    'templates[0].kinds[0]',
    'id: aviso',
    letter(`${approved}, file: a.md, kinds: [sala]`),
  ),
  refused(
    'indicator-unit',
    'indicators[0].unit',
    'id: a-tiempo',
    indicator('formula: timeliness, unit: casos'),
  ),
  refused('indicator-target', 'indicators[0].target', 'id: a-tiempo', indicator(`${share}, target: 101`)),
  refused('indicator-target', 'indicators[0].target', 'id: a-tiempo', indicator(`${share}, target: -1`)),
  refused('unknown-level', 'indicators[0].reached', 'id: a-tiempo', indicator(`${share}, reached: 9`)),
  refused('indicator-denominator', 'indicators[0].of', 'id: a-tiempo', indicator(`${share}, of: clientes`)),
  refused(
    'indicator-denominator',
    'indicators[0].formula',
    'id: a-tiempo',
    indicator("formula: share, unit: '%'"),
  ),
  ...(
    [
      ['formula', "formula: satisfied, unit: '%'"],
      ['field', `${share}, ${field('hojas')}`],
      ['field', `formula: rated, unit: casos, ${field('nada')}`],
      ['field', `formula: rated, unit: casos, ${field('nota')}`],
      ['field', `formula: averageRating, unit: puntos, ${field('urge')}`],
      ['field', `formula: rated, unit: casos, ${field('cedula')}`],
      ['field', `formula: rated, unit: casos, ${field('apoyo')}`],
      ['formula', `formula: satisfied, unit: '%', ${field('hojas')}`],
      ['atLeast', `formula: satisfied, unit: '%', ${field('hojas')}, atLeast: 6`],
      ['atLeast', `formula: satisfied, unit: '%', ${field('urge')}, atLeast: 1`],
      ['atLeast', `${share}, atLeast: 4`],
    ] as const
  ).map(([at, more]) =>
    refused('indicator-field', `indicators[0].${at}`, 'id: a-tiempo', [
      'initial: pedida',
      `${answers}${indicator(more)[1]}`,
    ]),
  ),
  refused('unknown-kind', 'indicators[0].kinds[0]', 'id: a-tiempo', indicator(`${share}, kinds: [sala]`)),
  refused('invalid-shape', 'indicators[0].formula', 'id: a-tiempo', indicator("formula: todo, unit: '%'")),
  refused('duplicate-id', 'indicators[1].id', 'target: 9', indicator(share, `${share}, target: 9`)),
]
