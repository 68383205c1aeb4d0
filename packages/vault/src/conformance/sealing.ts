import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aRecord, type Opened, SECRET } from './harness.ts'

export function sealing(opened: () => Opened): void {
  describe('seals', () => {
    test('bytes to be kept elsewhere, which only their subject opens', async () => {
      const { vault } = opened()
      const [subject, other] = [randomUUID(), randomUUID()]
      await vault.put([aRecord({ subject: other })])
      const sealed = await vault.seal(subject, Buffer.from(SECRET))
      expect(sealed.byteLength).toBe(Buffer.byteLength(SECRET) + 29)
      expect(Buffer.from((await vault.open(subject, sealed)) ?? []).toString()).toBe(SECRET)
      await expect(vault.open(other, sealed)).rejects.toMatchObject({ code: 'sealed-altered' })
      expect(await vault.open(randomUUID(), sealed)).toBeUndefined()
      sealed[20] = (sealed[20] ?? 0) ^ 1
      await expect(vault.open(subject, sealed)).rejects.toMatchObject({ code: 'sealed-altered' })
    })

    test('under the key of the records, whichever came first', async () => {
      const { vault } = opened()
      const record = aRecord()
      const [, sealed] = await Promise.all([
        vault.put([record]),
        vault.seal(record.subject, Buffer.from('x')),
      ])
      const again = await vault.seal(record.subject, new Uint8Array())
      expect(Buffer.from((await vault.open(record.subject, sealed)) ?? []).toString()).toBe('x')
      expect(await vault.open(record.subject, again)).toHaveLength(0)
      expect(await vault.get(record.ref)).toEqual(record.value)
    })
  })
}
