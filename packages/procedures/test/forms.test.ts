import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Form, fieldFaults, loadProcedure, missingFields, readForm } from '../src/index.ts'
import { changed, tiny } from './tiny.ts'

/** A form of the tiny procedure with these fields. */
function formOf(...fields: string[]): Form {
  const written = fields.map((field) => `      - { ${field} }\n`).join('')
  const forms = `forms:\n  - id: solicitud\n    name: Solicitud\n    fields:\n${written}initial: pedida`
  const [form] = loadProcedure(changed(tiny, 'initial: pedida', forms)).forms
  if (form === undefined) throw new Error('there is no form')
  return form
}

const today = '2026-11-23'
const faults = (field: string, value: unknown, others: string[] = [], more = {}) =>
  readForm(formOf(`id: a, name: A, ${field}`, ...others), { a: value, ...more }, today).faults.map(
    ({ field, code }) => `${field}: ${code}`,
  )

const accents = 'á'.repeat(5)
const from = 'id: desde, name: Desde, type: date'
const cases: [string, unknown, string | undefined][] = [
  ['type: text, maxLength: 5', accents, undefined],
  ['type: text, maxLength: 5', accents.normalize('NFD'), undefined],
  ['type: text, maxLength: 5', '😀'.repeat(5), undefined],
  ['type: text, maxLength: 5', 'abcdef', 'too-long'],
  ['type: text, maxWords: 3', 'a  las\t8:00', undefined],
  ['type: text, maxWords: 3', 'a las ocho ya', 'too-many-words'],
  ['type: text', 'una\notra', 'invalid-type'],
  ['type: text', 7, 'invalid-type'],
  ["type: text, pattern: '[A-Z]{2}-[0-9]+'", 'CE-42', undefined],
  ["type: text, pattern: '[A-Z]{2}-[0-9]+'", 'CE-42 ', 'pattern-not-matched'],
  ["type: text, pattern: 'si|no'", 'sino', 'pattern-not-matched'],
  ['type: long-text, maxLength: 9', 'una\notra', undefined],
  ['type: integer', 3, undefined],
  ['type: integer', 3.5, 'invalid-type'],
  ['type: integer', '3', 'invalid-type'],
  ['type: integer', 2 ** 53, 'invalid-type'],
  ['type: integer, min: 2', 1, 'too-small'],
  ['type: integer, max: 2', 3, 'too-big'],
  ['type: decimal', 0.29, undefined],
  ['type: decimal', 1.005, 'too-many-decimals'],
  ['type: decimal, decimals: 3', 1.005, undefined],
  ['type: money', 0, undefined],
  ['type: money', -1, 'too-small'],
  ['type: money, min: -5', -1, 'too-small'],
  ['type: date', '2026-02-29', 'invalid-type'],
  ['type: date', '2028-02-29', undefined],
  ['type: date', '0026-02-02', 'invalid-type'],
  ['type: date, notBefore: today', today, undefined],
  ['type: date, notBefore: today', '2026-11-22', 'date-too-early'],
  ['type: date, notAfter: { today: -1 }', today, 'date-too-late'],
  ['type: date, notAfter: 2026-12-31', '2027-01-01', 'date-too-late'],
  ['type: yes-no', false, undefined],
  ['type: yes-no', 'false', 'invalid-type'],
  ['type: choice, options: [{ id: b, name: B }, { id: c, name: C }]', 'c', undefined],
  ['type: choice, options: [{ id: b, name: B }, { id: c, name: C }]', 'C', 'option-unknown'],
  ['type: choice, options: [{ id: b, name: B }, { id: c, name: C }]', ['b'], 'invalid-type'],
  ['type: choice, several: true, options: [{ id: b, name: B }, { id: c, name: C }]', ['c', 'b'], undefined],
  ['type: choice, several: true, options: [{ id: b, name: B }, { id: c, name: C }]', 'b', 'invalid-type'],
  [
    'type: choice, several: true, options: [{ id: b, name: B }, { id: c, name: C }]',
    ['b', 'b'],
    'option-repeated',
  ],
  ['type: file, mediaTypes: [image/jpeg]', { ref: 'sha256:0a', mediaType: 'image/jpeg' }, undefined],
  [
    'type: file, mediaTypes: [image/jpeg]',
    { ref: 'sha256:0a', mediaType: 'image/png' },
    'media-type-not-allowed',
  ],
  [
    'type: file, mediaTypes: [image/jpeg]',
    { ref: 'la foto de Ana', mediaType: 'image/jpeg' },
    'invalid-type',
  ],
  [
    'type: file, mediaTypes: [image/jpeg]',
    { ref: 'a', mediaType: 'image/jpeg', name: 'Ana' },
    'invalid-type',
  ],
]

describe('a field', () => {
  test.each(cases)('%s takes %j or says %s', (field, value, code) => {
    expect(faults(field, value)).toEqual(code === undefined ? [] : [`a: ${code}`])
  })

  test('a day hangs from another field, as long as that one says a day', () => {
    const until = 'type: date, notBefore: { field: desde, days: 1 }, notAfter: { field: desde, days: 9 }'
    const on = (a: string, desde: unknown) => faults(until, a, [from], { desde })
    expect(on('2026-12-01', '2026-12-01')).toEqual(['a: date-too-early'])
    expect(on('2026-12-10', '2026-12-01')).toEqual([])
    expect(on('2026-12-11', '2026-12-01')).toEqual(['a: date-too-late'])
    expect(on('2026-12-11', undefined)).toEqual([])
    expect(on('2026-12-11', 'mañana')).toEqual(['desde: invalid-type'])
  })

  test('each fault of the reference is shown here', () => {
    const shown = cases.flatMap(([, , code]) => code ?? [])
    const elsewhere = ['required', 'unknown-field', 'date-too-early', 'date-too-late']
    expect(new Set([...shown, ...elsewhere])).toEqual(new Set(Object.keys(fieldFaults)))
  })
})

describe('a form', () => {
  const form = formOf(
    'id: titulo, name: Título, type: text, required: true',
    'id: prioridad, name: Prioridad, type: choice, options: [{ id: alta, name: Alta }, { id: baja, name: Baja }]',
    'id: motivo, name: Motivo, type: long-text, requiredWhen: { field: prioridad, is: alta }',
    'id: anexo, name: Anexo, type: file, mediaTypes: [application/pdf]',
    'id: hojas, name: Hojas, type: integer, requiredWhen: { field: anexo }',
  )
  const missing = (given: Record<string, unknown>) => {
    const { values, texts } = readForm(form, given, today)
    return missingFields(form, { values, texts: Object.keys(texts) }).map(({ id }) => id)
  }

  test('keeps words apart from what is coded, and takes nothing for something', () => {
    const given = { titulo: 'De Ana', prioridad: 'alta', motivo: ' \n', anexo: null, hojas: [] }
    expect(readForm(form, given, today)).toEqual({
      values: { prioridad: 'alta' },
      texts: { titulo: 'De Ana' },
      faults: [],
    })
  })

  test('says what is missing, always or because of another field', () => {
    expect(missing({})).toEqual(['titulo'])
    expect(missing({ titulo: 'x', prioridad: 'baja' })).toEqual([])
    expect(missing({ titulo: 'x', prioridad: 'alta' })).toEqual(['motivo'])
    expect(missing({ anexo: { ref: 'a', mediaType: 'application/pdf' } })).toEqual(['titulo', 'hojas'])
  })

  test('has no fields but its own, not even those that every object has', () => {
    expect(readForm(form, { constructor: 1, toString: 2 }, today).faults).toMatchObject([
      { field: 'constructor', code: 'unknown-field' },
      { field: 'toString', code: 'unknown-field' },
    ])
    expect(missing({ titulo: 'x' })).toEqual([])
  })

  test('whatever comes, each field is right, at fault or nothing, and never quoted', () => {
    const any = fc.record(
      {
        titulo: fc.anything(),
        prioridad: fc.oneof(fc.anything(), fc.constantFrom('alta', 'baja')),
        motivo: fc.anything(),
        anexo: fc.oneof(fc.anything(), fc.record({ ref: fc.string(), mediaType: fc.string() })),
        hojas: fc.oneof(fc.anything(), fc.integer()),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(any, (given) => {
        const { values, texts, faults } = readForm(form, given, today)
        const told = [...Object.keys(values), ...Object.keys(texts), ...faults.map(({ field }) => field)]
        expect(new Set(told).size).toBe(told.length)
        for (const [field, value] of Object.entries({ ...values, ...texts }))
          expect(value).toBe(given[field as keyof typeof given])
        for (const { detail } of faults)
          for (const value of Object.values(given))
            if (typeof value === 'string' && value.length > 12) expect(detail).not.toContain(value)
      }),
      { numRuns: 2000 },
    )
  })
})

test('a coded value that is sensitive goes with the words, and whether it is there is known all the same', () => {
  const text = changed(
    tiny,
    'initial: pedida',
    `forms:
  - id: f
    name: F
    fields:
      - { id: ayuda, name: Ayuda, type: yes-no, required: true, sensitive: true }
      - { id: grupo, name: Grupo, type: choice, several: true, sensitive: true, options: [{ id: uno, name: U }, { id: dos, name: D }] }
      - { id: piso, name: Piso, type: integer, requiredWhen: { field: grupo } }
initial: pedida`,
  )
  const [form] = loadProcedure(text).forms
  if (form === undefined) throw new Error('there is a form')
  const { values, texts, faults } = readForm(form, { ayuda: false, grupo: ['dos'], piso: 2 }, '2026-12-01')
  expect([values, texts, faults]).toEqual([{ piso: 2 }, { ayuda: false, grupo: ['dos'] }, []])
  expect(missingFields(form, { values, texts: Object.keys(texts) })).toEqual([])
  const missing = missingFields(form, { values: {}, texts: ['grupo'] })
  expect(missing.map(({ id }) => id)).toEqual(['ayuda', 'piso'])
  const { faults: wrong } = readForm(form, { grupo: ['tres'] }, '2026-12-01')
  expect(wrong).toMatchObject([{ field: 'grupo', code: 'option-unknown' }])
})
