import { randomUUID } from 'node:crypto'
import type { Json } from '@ventanilla/decider'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VaultRecord } from '../vault.ts'
import { aRecord, type Opened, SECRET } from './harness.ts'

export function keeping(opened: () => Opened): void {
  describe('keeps', () => {
    test('any JSON, and gives it back to another process', async () => {
      const { harness, vault, masterKey } = opened()
      const other = await harness.open({ masterKey })
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          const record = aRecord({ value: value as Json })
          await vault.put([record])
          expect(JSON.stringify(await other.get(record.ref))).toBe(JSON.stringify(value))
        }),
        { numRuns: 60 },
      )
    })

    test('many records of many subjects together, and shows those that are there', async () => {
      const { vault } = opened()
      const subject = randomUUID()
      const records = Array.from({ length: 40 }, (_, value) =>
        aRecord({ value, ...(value % 2 === 0 && { subject }) }),
      )
      await vault.put(records)
      const found = await vault.getMany([randomUUID(), ...records.map(({ ref }) => ref)])
      expect(found).toEqual(new Map(records.map(({ ref, value }) => [ref, value])))
      expect(await vault.get(randomUUID())).toBeUndefined()
      await vault.put([])
    })

    test('the first value of a ref, so that a repeat is safe', async () => {
      const { vault } = opened()
      const record = aRecord({ value: 'first' })
      await vault.put([record])
      await vault.put([{ ...record, value: 'second' }, aRecord({ subject: record.subject })])
      expect(await vault.get(record.ref)).toBe('first')
    })

    test('what many callers put at once for the same new subjects, from two processes', async () => {
      const { harness, vault, masterKey } = opened()
      const other = await harness.open({ masterKey })
      const subjects = Array.from({ length: 5 }, () => randomUUID())
      const records = Array.from({ length: 200 }, (_, value) =>
        aRecord({ value, subject: subjects[value % 5] ?? '' }),
      )
      await Promise.all(records.map((record, index) => (index % 2 ? vault : other).put([record])))
      const found = await vault.getMany(records.map(({ ref }) => ref))
      expect(records.map(({ ref }) => found.get(ref))).toEqual(records.map(({ value }) => value))
    })

    test('nothing that it could not give back: the refusal names no value', async () => {
      const { vault } = opened()
      const cycle: Record<string, unknown> = { [SECRET]: SECRET }
      cycle.itself = cycle
      const wrong: Partial<VaultRecord>[] = [
        { value: cycle as Json },
        { value: undefined as unknown as Json },
        { ref: SECRET },
        { subject: randomUUID().toUpperCase() },
        { entity: '' },
        { kind: 'with\0nul' },
      ]
      for (const over of wrong) {
        const good = aRecord()
        const error = await vault.put([good, aRecord(over)]).catch((error) => error)
        expect(error).toMatchObject({ name: 'VaultError', code: 'record-invalid' })
        expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('Juana')
        expect(await vault.get(good.ref)).toBeUndefined()
      }
    })
  })
}
