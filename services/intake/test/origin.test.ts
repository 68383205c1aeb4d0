import { expect, it } from 'vitest'
import { canonicalJson, digestUnder } from '../src/commands/digest.ts'
import { instantOf } from '../src/commands/instant-text.ts'
import { caseIdentity, reinterpretationClaim, uploadClaim } from '../src/commands/origin.ts'

it('knows a sender and a key again, and takes no sender for another', () => {
  const identities = [
    caseIdentity({ by: 'client', client: 'a', key: 'k' }),
    caseIdentity({ by: 'client', client: 'a', key: 'l' }),
    caseIdentity({ by: 'client', client: 'b', key: 'k' }),
    caseIdentity({ by: 'client', client: 'citizen', key: 'k' }),
    caseIdentity({ by: 'citizen', key: 'k' }),
    caseIdentity({ by: 'event', client: 'a', source: 'k', id: '' }),
    caseIdentity({ by: 'event', client: 'a', source: 'b', id: 'c' }),
    caseIdentity({ by: 'event', client: 'a/b', source: '', id: 'c' }),
  ]
  expect(new Set(identities.map(({ caseId }) => caseId)).size).toBe(identities.length)
  expect(caseIdentity({ by: 'client', client: 'a', key: 'k' })).toEqual(identities[0])
})

it('takes a request without a key for no repeat', () => {
  const [one, other] = [
    caseIdentity({ by: 'client', client: 'a' }),
    caseIdentity({ by: 'client', client: 'a' }),
  ]
  expect(one.caseId).not.toBe(other.caseId)
  expect(one.claimKey).toBeUndefined()
  expect(uploadClaim('a', undefined)).toBeUndefined()
  expect(reinterpretationClaim('a', 'case', undefined)).toBeUndefined()
})

it('keeps no key as it was sent: a Message-ID names a person', () => {
  const key = 'ana.restrepo@ejemplo.co'
  const kept = [
    caseIdentity({ by: 'client', client: 'a', key }).claimKey,
    caseIdentity({ by: 'event', client: 'a', source: key, id: key }).claimKey,
    uploadClaim('a', key),
    reinterpretationClaim('a', 'case', key),
  ]
  expect(kept.join(' ')).not.toContain('ana')
})

it('digests under a key, and an event by what it says and not by how it is written', () => {
  const digest = digestUnder(Buffer.alloc(32, 1))
  expect(digest('x')).not.toBe(digestUnder(Buffer.alloc(32, 2))('x'))
  expect(canonicalJson({ b: [1, { d: null, c: 'ñ' }], a: undefined })).toBe('{"b":[1,{"c":"ñ","d":null}]}')
  expect(canonicalJson({ x: 1, y: 2 })).toBe(canonicalJson({ y: 2, x: 1 }))
})

it.each([
  ['2026-03-24T10:00', '2026-03-24T15:00:00.000Z'],
  ['2026-03-24T10:00:01.5', '2026-03-24T15:00:01.500Z'],
  ['2026-03-24T10:00:00Z', '2026-03-24T10:00:00.000Z'],
  ['2026-03-24T10:00:00+02:00', '2026-03-24T08:00:00.000Z'],
  ['2025-12-31T23:30', '2026-01-01T04:30:00.000Z'],
  ['2026-02-30T10:00', undefined],
  ['2026-02-28T25:00', undefined],
  ['2026-02-28T25:00:00Z', undefined],
  ['2026-02-28', undefined],
  ['1899-02-28T10:00', undefined],
  ['ayer', undefined],
])('reads %s as %s', (text, instant) => {
  expect(instantOf(text)).toBe(instant)
})
