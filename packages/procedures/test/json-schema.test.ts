import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { entitiesDir, entitySchema, jsonSchemas, procedureSchema } from '../src/index.ts'
import { shapeCases } from './refusal-cases.ts'
import { changed, tiny, tinyEntity } from './tiny.ts'

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true })
formats.default(ajv)

const both = {
  procedure: { says: ajv.compile(jsonSchemas.procedure()), zod: procedureSchema },
  entity: { says: ajv.compile(jsonSchemas.entity()), zod: entitySchema },
}
const icetex = (file: string) => readFileSync(join(entitiesDir, 'icetex', file), 'utf8')

/** What zod says besides what relates one field to another, which no JSON Schema says. */
function shapeHolds(schema: (typeof both)['procedure' | 'entity']['zod'], value: unknown): boolean {
  return schema.safeParse(value).error?.issues.every(({ code }) => code === 'custom') ?? true
}

describe.each([
  ['procedure', tiny],
  ['procedure', icetex('procedures/pqrsd.yaml')],
  ['procedure', icetex('procedures/publicaciones.yaml')],
  ['entity', tinyEntity],
  ['entity', icetex('entity.yaml')],
] as const)('the JSON Schema of a %s', (name, text) => {
  const { says, zod } = both[name]
  const value: unknown = parse(text)

  test('takes what is here', () => {
    expect(says(value), JSON.stringify(says.errors)).toBe(true)
  })

  test('takes and refuses what zod takes and refuses, whatever is broken', () => {
    const seen = { taken: 0, refused: 0 }
    fc.assert(
      fc.property(fc.nat(), fc.nat(), junk, (place, way, other) => {
        const broken = brokenAt(value, place, way, other)
        const taken = says(broken)
        seen[taken ? 'taken' : 'refused']++
        expect(taken, JSON.stringify(says.errors)).toBe(shapeHolds(zod, broken))
      }),
      { numRuns: 400 },
    )
    expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(5)
  })
})

test('what is refused for its shape is refused by an editor, too, but for what relates two fields', () => {
  const related = ['valid', 'ladder[0]']
  for (const { code, path, edits } of shapeCases) {
    if (code !== 'invalid-shape') continue
    const text = edits.reduce((text, [from, to]) => changed(text, from, to), tiny)
    expect([path, both.procedure.says(parse(text))]).toEqual([path, related.includes(path)])
  }
})

test.each([
  ['entity.yaml', 'entity', '../../schemas/'],
  ['procedures/pqrsd.yaml', 'procedure', '../../../schemas/'],
  ['procedures/publicaciones.yaml', 'procedure', '../../../schemas/'],
] as const)('%s names the schema that an editor finds', (file, name, folder) => {
  const [first = ''] = icetex(file).split('\n')
  expect(first).toBe(`# yaml-language-server: $schema=${folder}${name}.schema.json`)
  const named = JSON.parse(icetex(join(file, '..', `${folder}${name}.schema.json`)))
  expect(named).toEqual(jsonSchemas[name]())
})

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    'radicada',
    'En Trámite',
    '2026-02-30',
    '2026-03-01',
    '25:00',
    '08:00',
    'answer',
  ),
  fc.constantFrom<unknown>(
    0,
    1,
    9,
    10,
    1.5,
    101,
    -1,
    null,
    true,
    false,
    [],
    {},
    ['radicada'],
    [''],
    ['a', 1],
  ),
  fc.constantFrom<unknown>(
    { amount: 3, unit: 'calendar-days' },
    { amount: 3, unit: 'calendar-months' },
    'double',
  ),
)

/** The value with one place in it changed: put in, taken away, or become something else. */
function brokenAt(value: unknown, place: number, way: number, other: unknown): unknown {
  const copy = structuredClone(value)
  const holders = objectsIn(copy)
  const holder = holders[place % holders.length]
  if (holder === undefined) return other
  const keys = Object.keys(holder)
  const key = keys[way % Math.max(1, keys.length)] ?? 'nada'
  if (Array.isArray(holder)) {
    if (way % 3 === 0) holder.push(other)
    else if (way % 3 === 1) holder.splice(Number(key), 1)
    else holder[Number(key)] = other
  } else {
    if (way % 4 === 0) holder.nada = other
    else if (way % 4 === 1) delete holder[key]
    else holder[key] = other
  }
  return copy
}

function objectsIn(value: unknown): (Record<string, unknown> | unknown[])[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)]
}
