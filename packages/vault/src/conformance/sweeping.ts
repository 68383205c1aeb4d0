import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { aRecord, type Opened } from './harness.ts'

export function sweeping(opened: () => Opened): void {
  describe('sweeps', () => {
    const FAR = '9999-01-01T00:00:00.000Z'

    test('the records that no event refers to, page by page', async () => {
      const { vault } = opened()
      const records = Array.from({ length: 1203 }, (_, value) => aRecord({ value }))
      await vault.put(records)
      const referred = new Set(records.filter((_, at) => at % 3 > 0).map(({ ref }) => ref))
      const pages: number[] = []
      const known = async (refs: string[]) => {
        pages.push(refs.length)
        return referred
      }
      expect(await vault.sweepOrphans({ olderThan: FAR, known })).toEqual({ examined: 1203, removed: 401 })
      expect(pages).toEqual([500, 500, 203])
      expect(new Set((await vault.getMany(records.map(({ ref }) => ref))).keys())).toEqual(referred)
    })

    test('only the kinds of who asks', async () => {
      const { vault } = opened()
      const [mine, theirs] = [aRecord({ kind: 'mine' }), aRecord({ kind: 'theirs' })]
      await vault.put([mine, theirs])
      const swept = await vault.sweepOrphans({
        olderThan: FAR,
        kinds: ['mine'],
        known: async () => new Set(),
      })
      expect(swept).toEqual({ examined: 1, removed: 1 })
      expect(await vault.get(mine.ref)).toBeUndefined()
      expect(await vault.get(theirs.ref)).toEqual(theirs.value)
    })

    test('only within its time, and never what was put again since', async () => {
      const { harness, vault } = opened()
      const [repeated, orphan] = [aRecord(), aRecord()]
      await vault.put([repeated, orphan])
      await sleep(2)
      const before = await harness.now()
      await sleep(2)
      const known = async () => new Set<string>()
      expect(await vault.sweepOrphans({ olderThan: FAR, since: before, known })).toEqual({
        examined: 0,
        removed: 0,
      })
      const putAgainMeanwhile = async () => {
        await vault.put([repeated])
        return new Set<string>()
      }
      const swept = await vault.sweepOrphans({ olderThan: before, known: putAgainMeanwhile })
      expect(swept).toEqual({ examined: 2, removed: 1 })
      expect(await vault.get(repeated.ref)).toEqual(repeated.value)
      expect(await vault.get(orphan.ref)).toBeUndefined()
    })
  })
}
