import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aRecord, type Opened } from './harness.ts'

const ORDER = { actor: 'oficial-datos', reason: 'Solicitud de supresión', at: '2026-03-02T15:00:00.000Z' }

export function erasing(opened: () => Opened): void {
  describe('erases', () => {
    test('a person with every envelope linked to it, and nobody else', async () => {
      const { harness, vault, masterKey } = opened()
      const [person, other, envelope, foreign] = [aRecord(), aRecord(), randomUUID(), randomUUID()]
      await vault.put([person, other])
      const sealed = await vault.seal(envelope, Buffer.from('sobre'))
      const kept = await vault.seal(foreign, Buffer.from('otro sobre'))
      await vault.link(envelope, person.subject)
      await vault.link(envelope, person.subject)
      await vault.link(envelope, other.subject)
      await vault.link(foreign, other.subject)

      expect((await vault.erase(person.subject, ORDER)).sort()).toEqual([person.subject, envelope].sort())
      const another = await harness.open({ masterKey })
      for (const it of [vault, another]) {
        expect(await it.get(person.ref)).toBeUndefined()
        expect(await it.getMany([person.ref, other.ref])).toEqual(new Map([[other.ref, other.value]]))
        expect(await it.open(envelope, sealed)).toBeUndefined()
        expect(Buffer.from((await it.open(foreign, kept)) ?? []).toString()).toBe('otro sobre')
      }
    })

    test('an envelope without the persons in it', async () => {
      const { vault } = opened()
      const [person, envelope] = [aRecord(), randomUUID()]
      await vault.put([person])
      await vault.link(envelope, person.subject)
      expect(await vault.erase(envelope, ORDER)).toEqual([envelope])
      expect(await vault.get(person.ref)).toEqual(person.value)
    })

    test('for good: nothing can be put, sealed or linked for it again', async () => {
      const { harness, vault, masterKey } = opened()
      const [gone, never, good] = [aRecord(), randomUUID(), aRecord()]
      await vault.put([gone])
      await vault.erase(gone.subject, ORDER)
      await vault.erase(never, ORDER)
      const other = await harness.open({ masterKey })
      for (const subject of [gone.subject, never]) {
        const refused = { name: 'VaultError', code: 'subject-erased', about: subject }
        await expect(vault.put([good, aRecord({ subject })])).rejects.toMatchObject(refused)
        await expect(other.put([{ ...gone, subject }])).rejects.toMatchObject(refused)
        await expect(vault.seal(subject, Buffer.from('x'))).rejects.toMatchObject(refused)
        await expect(vault.link(randomUUID(), subject)).rejects.toMatchObject(refused)
        await expect(vault.link(subject, randomUUID())).rejects.toMatchObject(refused)
      }
      expect(await vault.get(good.ref)).toBeUndefined()
    })

    test('without failing the calls that went in the same statement', async () => {
      const { vault } = opened()
      const gone = randomUUID()
      await vault.erase(gone, ORDER)
      const records = Array.from({ length: 20 }, (_, at) => aRecord(at === 7 ? { subject: gone } : {}))
      const results = await Promise.allSettled(records.map((record) => vault.put([record])))
      expect(results.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []))).toEqual([7])
      expect((await vault.getMany(records.map(({ ref }) => ref))).size).toBe(19)
    })

    test('and tells who asked for it, why and when, once', async () => {
      const { vault } = opened()
      const [person, envelope] = [randomUUID(), randomUUID()]
      await vault.link(envelope, person)
      const first = await vault.erase(person, ORDER)
      expect(await vault.erase(person, { ...ORDER, actor: 'otra' })).toEqual(first)
      expect(await vault.erasures(person)).toEqual([{ subject: person, askedFor: person, ...ORDER }])
      expect(await vault.erasures(envelope)).toEqual([{ subject: envelope, askedFor: person, ...ORDER }])
      expect(await vault.erasures(randomUUID())).toEqual([])
      for (const wrong of [{ actor: '' }, { reason: '' }, { at: 'ayer' }]) {
        await expect(vault.erase(randomUUID(), { ...ORDER, ...wrong })).rejects.toMatchObject({
          code: 'erasure-invalid',
        })
      }
    })

    test('whatever is being put at that moment', async () => {
      const { harness, vault, masterKey } = opened()
      const other = await harness.open({ masterKey })
      for (let round = 0; round < 10; round++) {
        const subject = randomUUID()
        const records = Array.from({ length: 6 }, () => aRecord({ subject }))
        const envelope = randomUUID()
        const [, linked] = await Promise.all([
          Promise.allSettled(records.map((record, at) => (at % 2 ? vault : other).put([record]))),
          vault.link(envelope, subject).then(
            () => true,
            () => false,
          ),
          other.erase(subject, ORDER),
        ])
        expect((await vault.getMany(records.map(({ ref }) => ref))).size).toBe(0)
        await expect(vault.put([aRecord({ subject })])).rejects.toMatchObject({ code: 'subject-erased' })
        expect(await vault.erasures(envelope)).toHaveLength(linked ? 1 : 0)
      }
    })
  })
}
