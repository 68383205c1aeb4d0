import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aRecord, type Opened } from './harness.ts'

export function tampering(opened: () => Opened): void {
  describe('shows nothing and notices everything', () => {
    test('what is stored holds no value', async () => {
      const { harness, vault } = opened()
      const record = aRecord()
      await vault.put([record])
      expect(Buffer.from(await harness.sealed(record.ref)).includes('Juana')).toBe(false)
    })

    test('any flipped byte', async () => {
      const { harness, vault } = opened()
      const record = aRecord()
      await vault.put([record])
      const sealed = Buffer.from(await harness.sealed(record.ref))
      await fc.assert(
        fc.asyncProperty(
          fc.nat(sealed.byteLength - 1),
          fc.integer({ min: 1, max: 255 }),
          async (at, flip) => {
            const altered = Buffer.from(sealed)
            altered[at] = (altered[at] ?? 0) ^ flip
            await harness.overwrite(record.ref, altered)
            const error = await vault.get(record.ref).catch((error) => error)
            expect(error).toMatchObject({ code: 'record-altered', about: record.ref })
            expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('Juana')
          },
        ),
        { numRuns: 60 },
      )
      await harness.overwrite(record.ref, sealed)
      expect(await vault.get(record.ref)).toEqual(record.value)
    })

    test.each([
      ['ref', {}],
      ['kind', { kind: 'address' }],
      ['entity', { entity: 'cisa' }],
      ['subject', { subject: randomUUID() }],
    ])('two records swapped that differ in %s', async (_, over) => {
      const { harness, vault } = opened()
      const one = aRecord()
      const two = aRecord({ subject: one.subject, value: { name: 'otra' }, ...over })
      await vault.put([one, two])
      const [sealedOne, sealedTwo] = [await harness.sealed(one.ref), await harness.sealed(two.ref)]
      await harness.overwrite(one.ref, sealedTwo)
      await harness.overwrite(two.ref, sealedOne)
      await expect(vault.get(one.ref)).rejects.toMatchObject({ code: 'record-altered' })
      await expect(vault.get(two.ref)).rejects.toMatchObject({ code: 'record-altered' })
    })

    test('a key put in the place of another', async () => {
      const { harness, vault } = opened()
      const [one, two] = [aRecord(), aRecord()]
      await vault.put([one, two])
      await harness.overwriteKey(one.subject, two.subject)
      await expect(vault.get(one.ref)).rejects.toMatchObject({ code: 'key-altered', about: one.subject })
      expect(await vault.get(two.ref)).toEqual(two.value)
    })
  })
}
