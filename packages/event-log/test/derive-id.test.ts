import fc from 'fast-check'
import { v5 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { deriveId, NAMESPACE } from '../src/derive-id.ts'

const parts = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer()), { maxLength: 6 })

const spelled = (given: (string | number)[]) => given.map((part) => `${String(part).length}:${part}`).join('')

describe('derived ids', () => {
  it('are the version 5 UUIDs of their parts, as another implementation makes them', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(deriveId(...given)).toBe(v5(spelled(given), NAMESPACE))
      }),
      { numRuns: 1_000 },
    )
  })

  it('of a long name, and of one after it, are too', () => {
    const long = 'ñ'.repeat(5_000)
    for (const given of [[long], ['a'], ['ñ'.repeat(1_300)], ['b']])
      expect(deriveId(...given)).toBe(v5(spelled(given), NAMESPACE))
  })

  it('stay what they were: facts that are written carry them', () => {
    expect(deriveId('case', 1)).toBe('e625ff49-9558-511f-883e-70ae4518c408')
    expect(deriveId('a', 'bc')).not.toBe(deriveId('ab', 'c'))
  })

  it('are of no text that has no bytes', () => {
    expect(() => deriveId('\ud800')).toThrow(URIError)
  })
})
