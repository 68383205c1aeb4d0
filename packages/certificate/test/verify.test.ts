import { describe, expect, it } from 'vitest'
import { fingerprint } from '../src/canonical.ts'
import { newKeyFile } from '../src/keys.ts'
import { trustedKeys, verifyCertificate } from '../src/verify.ts'
import { keysOf, known, knownKid, petition, signAnyway, stopped } from './support/certificates.ts'

const signed = await (await keysOf(known)).sign(petition)
const text = JSON.stringify(signed)
const failed = async (document: unknown, trusted?: ReadonlySet<string>) => {
  const given = typeof document === 'string' ? document : JSON.stringify(document)
  const verdict = await verifyCertificate(given, trusted)
  const codes = verdict?.findings.filter(({ holds }) => !holds).map(({ code }) => code) ?? ['none']
  expect(verdict?.holds).toBe(codes.length === 0)
  return codes
}

describe('a certificate', () => {
  it('holds by itself, and tells whose key it brings', async () => {
    const verdict = await verifyCertificate(text)
    expect(verdict).toMatchObject({ holds: true, kid: knownKid, sha256: fingerprint(petition) })
    expect(verdict?.findings.map(({ code }) => code)).toEqual([
      ...['shape', 'signature', 'days', 'pauses', 'kinds', 'totals', 'term', 'due', 'state', 'facts'],
    ])
  })

  it('holds however it is written down', async () => {
    expect(await failed(`\uFEFF${JSON.stringify(signed, null, '\t')}\r\n`)).toEqual([])
    const { signature, certificate } = signed
    const turned = Object.fromEntries(Object.entries(certificate).reverse())
    expect(await failed({ signature, certificate: turned })).toEqual([])
  })

  it('is believed by the keys that are given, and by no other', async () => {
    const trusted = await trustedKeys({ keys: [{ kty: 'RSA' }, { ...known, d: undefined }] })
    expect(await failed(text, trusted)).toEqual([])
    expect(await failed(text, await trustedKeys(known))).toEqual([])
    const other = JSON.parse(await newKeyFile()).keys[0]
    expect(await failed(text, await trustedKeys(other))).toEqual(['key'])
    // Somebody else's key, in order in itself.
    const theirs = await (await keysOf(other)).sign(petition)
    expect(await failed(theirs)).toEqual([])
    expect(await failed(theirs, trusted)).toEqual(['key'])
    expect(await trustedKeys({ keys: [] })).toBeUndefined()
    expect(await trustedKeys([1])).toBeUndefined()
  })

  it('is nothing else', async () => {
    for (const other of ['', 'x', '{', '[]', '{}', 'null', '{"certificate":{}}'])
      expect(await verifyCertificate(other), other).toBeUndefined()
  })

  it('has no halves of letters, which have no canonical form', async () => {
    expect(await failed(text.replace('"icetex"', '"\\ud83d"'))).toEqual(['shape'])
  })

  it('has each key once: a person reads the first, a program the last', async () => {
    expect(await failed(text.replace('"due":', '"due":"2026-12-30","due":'))).toEqual(['shape'])
    const escaped = text.replace('"due":', '"d\\u0075e":"2026-12-30","due":')
    expect(await failed(escaped)).toEqual(['shape'])
    expect(await failed(text.replace('"summary":', '"__proto__":{},"summary":'))).toEqual(['shape'])
    // In two objects, or as a value, it may stand as often as it likes.
    const same = await signAnyway({ ...petition, entity: 'due', summary: '{"due":1,"due":"\\"' })
    expect(await failed(same)).toEqual([])
  })
})

describe('a signature', () => {
  const { protected: header, signature } = signed.signature

  it('has one spelling', async () => {
    // 64 bytes leave four bits of the last letter unused.
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = letters[letters.indexOf(signature.at(-1) ?? '') ^ 1]
    const twin = signature.slice(0, -1) + last
    expect(Buffer.from(twin, 'base64url')).toEqual(Buffer.from(signature, 'base64url'))
    for (const other of [twin, `${signature}=`, ` ${signature}`, signature.slice(1), ''])
      expect(await failed({ ...signed, signature: { protected: header, signature: other } })).toEqual([
        'signature',
      ])
  })

  it.each([
    ['no key', { jwk: undefined }],
    ['a key under another’s name', { kid: 'A'.repeat(43) }],
    ['a key with its private part', { jwk: known }],
    ['something that nobody knows', { more: 1 }],
  ])('whose header brings %s is none', async (_, changes) => {
    expect(await failed(await signAnyway(petition, changes))).toEqual(['signature'])
  })

  it('is of one content', async () => {
    const other = await (await keysOf(known)).sign(stopped)
    expect(await failed(other)).toEqual([])
    expect(await failed({ certificate: stopped, signature: signed.signature })).toEqual(['signature'])
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    expect(await failed({ ...signed, signature: { protected: unsigned, signature: '' } })).toEqual([
      'signature',
    ])
  })
})
