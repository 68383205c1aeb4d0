import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fresh, openBytes, sealBytes } from '../src/cipher.ts'

it('draws bytes that are nobody else’s: none is handed out twice, and none is changed by a later draw', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 12, max: 64 }), { minLength: 1, maxLength: 400 }), (sizes) => {
      const drawn = sizes.map((size) => fresh(size))
      const seen = drawn.map((one) => one.toString('hex'))
      expect(drawn.map(({ byteLength }) => byteLength)).toEqual(sizes)
      expect(new Set(seen.map((hex) => hex.slice(0, 24))).size).toBe(sizes.length)
      for (let i = 0; i < 200; i++) fresh(64)
      expect(drawn.map((one) => one.toString('hex'))).toEqual(seen)
    }),
    { numRuns: 50 },
  )
})

it('seals the same twice into two ciphertexts, each of which opens', () => {
  const key = fresh(32)
  const [one, two] = [1, 2].map(() => sealBytes(key, ['here'], Buffer.from('text')))
  expect(one?.equals(two ?? Buffer.of())).toBe(false)
  for (const sealed of [one, two])
    expect(openBytes(key, ['here'], sealed ?? Buffer.of())?.toString()).toBe('text')
})
