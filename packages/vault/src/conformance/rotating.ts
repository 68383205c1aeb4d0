import { randomBytes, randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aRecord, type Opened } from './harness.ts'

export function rotating(opened: () => Opened): void {
  const newMaster = randomBytes(32)

  describe('under its master key', () => {
    test('opens with no other', async () => {
      const { harness } = opened()
      await expect(harness.open({ masterKey: newMaster })).rejects.toMatchObject({ code: 'master-key-wrong' })
      await expect(harness.open({ masterKey: randomBytes(31) })).rejects.toMatchObject({
        code: 'master-key-invalid',
      })
    })

    test('is opened by many at once on an empty store', async () => {
      const { harness, masterKey } = opened()
      const vaults = await Promise.all(Array.from({ length: 5 }, () => harness.open({ masterKey })))
      const refs = vaults.map((vault) => vault.personRefFor('icetex', 'CC', '123'))
      expect(new Set(refs).size).toBe(1)
    })

    test('goes on under a new one: every value, every reference', async () => {
      const { harness, vault, masterKey } = opened()
      const records = Array.from({ length: 1100 }, (_, value) => aRecord({ value }))
      await vault.put(records)
      const [gone, envelope] = [aRecord(), randomUUID()]
      const sealed = await vault.seal(envelope, Buffer.from('sobre'))
      await vault.put([gone])
      await vault.erase(gone.subject, { actor: 'a', reason: 'r', at: '2026-01-01T00:00:00.000Z' })
      const person = vault.personRefFor('icetex', 'CC', '123')

      expect(await vault.rewrap(newMaster)).toEqual({ version: 2, rewrapped: 1101 })
      await expect(harness.open({ masterKey })).rejects.toMatchObject({ code: 'master-key-wrong' })
      for (const it of [vault, await harness.open({ masterKey: newMaster })]) {
        expect((await it.getMany(records.map(({ ref }) => ref))).size).toBe(1100)
        expect(Buffer.from((await it.open(envelope, sealed)) ?? []).toString()).toBe('sobre')
        expect(await it.get(gone.ref)).toBeUndefined()
        expect(it.personRefFor('icetex', 'CC', '123')).toBe(person)
        await it.put([aRecord()])
      }
      expect(await vault.rewrap(newMaster)).toEqual({ version: 2, rewrapped: 0 })
      expect((await vault.rewrap(masterKey)).version).toBe(3)
    })

    test('is rotated under the hands of a process that has both keys', async () => {
      const { harness, vault, masterKey } = opened()
      const other = await harness.open({ masterKey, otherMasterKeys: [newMaster] })
      const [before, after] = [aRecord(), aRecord()]
      await other.put([before])
      await vault.rewrap(newMaster)
      expect(await other.get(before.ref)).toEqual(before.value)
      await other.put([after])
      expect(await vault.get(after.ref)).toEqual(after.value)
    })

    test('and one that has the old key alone is told, and writes nothing that could not be read', async () => {
      const { harness, vault, masterKey } = opened()
      const [known, idle] = [await harness.open({ masterKey }), await harness.open({ masterKey })]
      const record = aRecord()
      await known.put([record])
      await vault.rewrap(newMaster)
      const lost = aRecord()
      await expect(idle.put([lost])).rejects.toMatchObject({ code: 'master-key-wrong' })
      await expect(known.get(record.ref)).rejects.toMatchObject({ code: 'master-key-wrong' })
      expect(await vault.get(lost.ref)).toBeUndefined()
    })

    test('and loses nothing that is put while it is rotated', async () => {
      const { harness, vault, masterKey } = opened()
      const other = await harness.open({ masterKey, otherMasterKeys: [newMaster] })
      const records = Array.from({ length: 300 }, (_, value) => aRecord({ value }))
      const puts = records.map(async (record, at) => {
        await new Promise((resolve) => setTimeout(resolve, at / 10))
        await other.put([record])
      })
      await vault.rewrap(newMaster)
      await Promise.all(puts)
      const alone = await harness.open({ masterKey: newMaster })
      expect((await alone.getMany(records.map(({ ref }) => ref))).size).toBe(300)
    })

    test('knows a person again, however the document is written', () => {
      const { vault } = opened()
      const ref = vault.personRefFor('icetex', 'CC', '52123456')
      expect(ref).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      for (const same of [' 52.123.456 ', '52 123 456', '52-123-456', '５２１２３４５６']) {
        expect(vault.personRefFor('icetex', ' cc', same)).toBe(ref)
      }
      expect(vault.personRefFor('icetex', 'PA', 'ab-123')).toBe(vault.personRefFor('icetex', 'PA', ' AB-123'))
      const others = [
        vault.personRefFor('cisa', 'CC', '52123456'),
        vault.personRefFor('icetex', 'TI', '52123456'),
        vault.personRefFor('icetex', 'CC', '52123457'),
        vault.personRefFor('icetex', 'PA', 'AB-123'),
        vault.personRefFor('icetex', 'PA', 'AB123'),
      ]
      expect(new Set([ref, ...others]).size).toBe(6)
      for (const empty of ['', ' ', '\t\n']) {
        expect(() => vault.personRefFor('icetex', 'CC', empty)).toThrow(/vacío/)
      }
    })
  })
}
