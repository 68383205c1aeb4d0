import { expect, it } from 'vitest'
import { certificateKeys, newKeyFile } from '../src/keys.ts'
import { trustedKeys, verifyCertificate } from '../src/verify.ts'
import { keysOf, known, knownKid, petition } from './support/certificates.ts'

it('sign by the first of a file, and publish all of it but the private parts', async () => {
  const made = JSON.parse(await newKeyFile()).keys[0]
  const { d: _, ...retired } = known
  const keys = await keysOf(made, retired)
  expect(keys.public.keys).toEqual([
    { kty: 'OKP', crv: 'Ed25519', x: made.x, kid: keys.kid, alg: 'EdDSA', use: 'sig' },
    { kty: 'OKP', crv: 'Ed25519', x: known.x, kid: knownKid, alg: 'EdDSA', use: 'sig' },
  ])
  const signed = await keys.sign(petition)
  expect((await verifyCertificate(JSON.stringify(signed)))?.kid).toBe(keys.kid)
  // What the retired key signed is still believed by who takes what is published.
  const old = await (await keysOf(known)).sign(petition)
  const trusted = await trustedKeys(keys.public)
  expect(await verifyCertificate(JSON.stringify(old), trusted)).toMatchObject({ holds: true, kid: knownKid })
})

it('sign the same alike', async () => {
  const keys = await keysOf(known)
  expect(await keys.sign(petition)).toEqual(await (await keysOf(known)).sign(petition))
})

it('are new in each file', async () => {
  expect(await newKeyFile()).not.toBe(await newKeyFile())
})

it.each([
  ['nothing', undefined],
  ['no keys', { keys: [] }],
  ['a public part alone', { keys: [{ ...known, d: undefined }] }],
  ['a private part of another key', { keys: [{ ...known, d: 'A'.repeat(43) }] }],
  ['no private part at all', { keys: [{ ...known, d: 'no' }] }],
  ['another kind of key', { keys: [{ kty: 'RSA', n: 'x', e: 'AQAB', d: 'x' }] }],
])('are not made of %s', async (_, file) => {
  expect(await certificateKeys(file)).toBeUndefined()
})

it('sign nothing that doesn’t come out', async () => {
  const keys = await keysOf(known)
  await expect(keys.sign({ ...petition, due: '2026-12-15' })).rejects.toThrow('due')
  await expect(keys.sign({ ...petition, version: 3 } as never)).rejects.toThrow('version')
})
