import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { fingerprint } from '../src/canonical.ts'
import { certificateSchema, signedSchema } from '../src/certificate.ts'
import { trustedKeys, verifyCertificate } from '../src/verify.ts'

const read = (name: string) =>
  readFileSync(new URL(`../../../docs/reference/${name}`, import.meta.url), 'utf8')
const page = read('certificate.md')

/** The first cells of the table between two markers. */
function cells(name: string): string[] {
  const table = new RegExp(`<!-- begin:${name} -->\\n([^]*?)<!-- end:${name} -->`).exec(page)?.[1] ?? ''
  return [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, cell = '']) => cell)
}

/** 'term.amount', 'days[].date': every field that holds a value. */
function fields(schema: unknown, path = ''): string[] {
  const { properties, items, anyOf } = (schema ?? {}) as Record<string, unknown>
  if (Array.isArray(anyOf)) return fields(anyOf[0], path)
  if (items) return fields(items, `${path}[]`)
  if (!properties) return [path]
  return Object.entries(properties).flatMap(([key, one]) => fields(one, path ? `${path}.${key}` : key))
}

it('the reference names every field of a certificate, and no other', () => {
  const [days = [], wide = []] = certificateSchema.options.map((version) =>
    fields(z.toJSONSchema(version, { unrepresentable: 'any' })),
  )
  expect(days.length).toBeGreaterThan(40)
  expect(cells('fields').sort()).toEqual(days.sort())
  expect(wide).toEqual(expect.arrayContaining(days))
  expect(cells('fields-2').sort()).toEqual(wide.filter((field) => !days.includes(field)).sort())
})

it('the reference names every check, and no other', async () => {
  const verdict = await verifyCertificate(read('certificado.json'), new Set())
  expect(cells('checks')).toEqual(verdict?.findings.map(({ code }) => code))
})

it('the example holds, by the keys beside it, and has the fingerprint that the page tells', async () => {
  const trusted = await trustedKeys(JSON.parse(read('certificado-claves.json')))
  const verdict = await verifyCertificate(read('certificado.json'), trusted)
  expect(verdict).toMatchObject({ holds: true })
  const { certificate } = signedSchema.parse(JSON.parse(read('certificado.json')))
  expect(page).toContain(fingerprint(certificate))
  expect(page).toContain(verdict?.kid)
})
