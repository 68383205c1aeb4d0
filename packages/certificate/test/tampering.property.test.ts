import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { SignedCertificate } from '../src/certificate.ts'
import { verifyCertificate } from '../src/verify.ts'
import { keysOf, known, petition, stopped } from './support/certificates.ts'

type Path = readonly (string | number)[]

/** Every place of a JSON value, those that hold others too. */
function places(value: unknown, path: Path = []): Path[] {
  const inner = Array.isArray(value)
    ? value.flatMap((one, index) => places(one, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, one]) => places(one, [...path, key]))
      : []
  return [path, ...inner]
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((found, key) => (found as Record<string | number, unknown>)[key], value)

/** A copy in which `change` was done to what holds the last step of the path. */
function changed(value: unknown, path: Path, change: (holder: never, key: never) => void): unknown {
  const copy: unknown = structuredClone(value)
  change(at(copy, path.slice(0, -1)) as never, path.at(-1) as never)
  return copy
}

const keys = await keysOf(known)
/** Of a term in months, and of one in hours that stood still: signed with the same key. */
const wide = ['v2-months', 'v2-hours'].map((name): SignedCertificate => {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'))
})
const documents = [await keys.sign(petition), await keys.sign(stopped), ...wide]
const place = fc
  .constantFrom(...documents)
  .chain((document) =>
    fc.record({ document: fc.constant(document), path: fc.constantFrom(...places(document).slice(1)) }),
  )

const holds = async (document: unknown) => (await verifyCertificate(JSON.stringify(document)))?.holds === true

/** What may stand in the place of a value, as a forger would choose it: of the same kind, and near. */
const near = (value: unknown): fc.Arbitrary<unknown> => {
  const any = fc.jsonValue({ maxDepth: 1 })
  if (typeof value === 'number') return fc.oneof(fc.integer({ min: value - 3, max: value + 3 }), any)
  if (typeof value === 'boolean') return fc.oneof(fc.constant(!value), any)
  if (typeof value !== 'string') return any
  const dates = fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  return fc.oneof(
    fc
      .nat(value.length)
      .chain((index) =>
        fc.string({ maxLength: 2 }).map((piece) => value.slice(0, index) + piece + value.slice(index + 1)),
      ),
    dates.map((date) => date.slice(0, value.length || 10)),
    fc.constantFrom(
      ...new Set(documents.flatMap(({ certificate }) => certificate.days.map(({ kind }) => kind))),
    ),
    any,
  )
}

it('holds as it was signed', async () => {
  for (const document of documents) expect(await holds(document)).toBe(true)
})

it('does not hold when any value is another one', async () => {
  const change = place.chain(({ document, path }) =>
    near(at(document, path)).map((value) => ({ document, path, value })),
  )
  await fc.assert(
    fc.asyncProperty(change, async ({ document, path, value }) => {
      fc.pre(JSON.stringify(value) !== JSON.stringify(at(document, path)))
      const forged = changed(document, path, (holder: Record<string, unknown>, key: string) => {
        holder[key] = value
      })
      fc.pre(JSON.stringify(forged) !== JSON.stringify(document)) // -0 is written 0
      expect(await holds(forged), path.join('.')).toBe(false)
    }),
    { numRuns: 3000 },
  )
})

it('does not hold when anything is taken away, or put in', async () => {
  for (const document of documents)
    for (const path of places(document).slice(1)) {
      const less = changed(document, path, (holder: unknown[] & Record<string, unknown>, key: never) => {
        if (Array.isArray(holder)) holder.splice(key, 1)
        else delete (holder as Record<string, unknown>)[key]
      })
      expect(await holds(less), `without ${path.join('.')}`).toBe(false)
      const value = at(document, path)
      if (typeof value !== 'object' || value === null) continue
      const more = changed(document, path, (holder: Record<string, object>, key: string) => {
        holder[key] = Array.isArray(value) ? [...value, value[0] ?? 'más'] : { ...value, más: 1 }
      })
      expect(await holds(more), `with more in ${path.join('.')}`).toBe(false)
    }
})

it('does not hold when two values are exchanged', async () => {
  const pairs = fc
    .constantFrom(...documents)
    .chain((document) => fc.tuple(fc.constant(document), fc.nat(), fc.nat()))
  await fc.assert(
    fc.asyncProperty(pairs, async ([document, first, second]) => {
      const { days } = document.certificate
      const [one, other] = [days[first % days.length], days[second % days.length]]
      fc.pre(one !== undefined && other !== undefined && one.why !== other.why)
      const forged = structuredClone(document)
      for (const [day, from] of [
        [forged.certificate.days[first % days.length], other],
        [forged.certificate.days[second % days.length], one],
      ] as const)
        Object.assign(day ?? {}, { why: from?.why, kind: from?.kind })
      expect(await holds(forged)).toBe(false)
    }),
    { numRuns: 300 },
  )
})
