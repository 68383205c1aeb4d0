import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { verifyCertificate } from '../src/verify.ts'

const stored = (name: string) => readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')

/** Certificates as they were issued, never edited: one in somebody's drawer goes on holding, whatever comes. */
it.each([
  ['v1-days', 1, '15a6039d052fc50b8e64217a301147d81cf346f5f8cb99d0b19d808803a68ba0'],
  ['v2-months', 2, 'e9a1782965005d94797c5bbce688cb9bd3124cdefcd249e40ca3740d9caab0b9'],
  ['v2-hours', 2, '5298de081ae1404b37ef4df3e5cb28141a968e69c4fbaa1a335d25f1a512d590'],
])('%s holds, by the bytes that were signed', async (name, version, sha256) => {
  const verdict = await verifyCertificate(stored(name))
  expect(verdict?.findings.filter(({ holds }) => !holds)).toEqual([])
  expect(verdict).toMatchObject({ holds: true, sha256, certificate: { version } })
})

it('of no version that isn’t known', async () => {
  const one = JSON.parse(stored('v2-months'))
  const text = JSON.stringify({ ...one, certificate: { ...one.certificate, version: 3 } })
  expect(await verifyCertificate(text)).toMatchObject({
    holds: false,
    findings: [{ code: 'shape', detail: 'no tiene la forma de un certificado: certificate.version' }],
  })
})
