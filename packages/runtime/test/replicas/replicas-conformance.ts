import { describe, expect, it, onTestFinished } from 'vitest'
import type { Replicas } from '../../src/replicas/replicas.ts'

export const at = (second: number) => new Date(Date.UTC(2026, 0, 5, 13, 0, second)).toISOString()
const NEVER = '1970-01-01T00:00:00.000Z'

/** Two views of the same, and how the lease of one that is silent ends. Leases are longer than any test. */
export interface Opened {
  views: readonly [Replicas, Replicas]
  endLease(replica: string): Promise<void>
}

/** What all that makes the processes of a service know of one another must do. */
export function replicasConformance(name: string, open: () => Promise<Opened>): void {
  describe(`${name} as replicas`, () => {
    async function two() {
      const { views, endLease } = await open()
      onTestFinished(async () => {
        for (const view of views) await view.close()
      })
      const [a, b] = views
      let nth = 0
      const beat = (view: Replicas, replica: string, second: number, more = {}) => {
        nth += 1
        return view.beat({ replica, nth, promised: at(second), work: ['relay'], looked: new Map(), ...more })
      }
      return { a, b, beat, endLease }
    }

    it('gives each work to one, and to nobody else while it beats', async () => {
      const { a, b, beat } = await two()
      expect(await beat(a, 'A', 1)).toMatchObject({ standing: true, mine: ['relay'] })
      expect(await beat(b, 'B', 1, { work: ['job', 'relay'] })).toMatchObject({ mine: ['job'] })
      expect((await beat(a, 'A', 2, { work: ['job', 'relay'] })).mine).toEqual(['relay'])
    })

    it('passes work on at once when it is given back, and when its owner is silent for the lease', async () => {
      const { a, b, beat, endLease } = await two()
      await beat(a, 'A', 1)
      await a.leave('A')
      expect((await beat(b, 'B', 1)).mine).toEqual(['relay'])
      expect((await beat(a, 'A', 1)).mine).toEqual([])
      await endLease('B')
      expect((await beat(a, 'A', 1)).mine).toEqual(['relay'])
    })

    it('has reached no more than the least that any of them promised', async () => {
      const { a, b, beat } = await two()
      expect((await beat(a, 'A', 5)).floor).toBe(at(5))
      expect((await beat(b, 'B', 7)).floor).toBe(at(5))
      expect((await beat(a, 'A', 9)).floor).toBe(at(7))
      expect((await beat(b, 'B', 8)).floor).toBe(at(8))
    })

    it('takes in nobody who could write before what was given out, and goes on without', async () => {
      const { a, b, beat } = await two()
      await beat(a, 'A', 5)
      expect(await beat(b, 'B', 4)).toMatchObject({ standing: false, floor: at(5), mine: [] })
      expect((await beat(a, 'A', 9)).floor).toBe(at(9))
      expect(await beat(b, 'B', 9)).toMatchObject({ standing: true })
    })

    it('waits for one that is silent until the lease ends, and no longer', async () => {
      const { a, b, beat, endLease } = await two()
      await beat(a, 'A', 1)
      await beat(b, 'B', 3)
      expect((await beat(b, 'B', 4)).floor).toBe(at(1))
      await endLease('A')
      expect((await beat(b, 'B', 5)).floor).toBe(at(5))
      expect((await beat(a, 'A', 2)).standing).toBe(false)
    })

    it('doesn’t wait for one that left', async () => {
      const { a, b, beat } = await two()
      await beat(a, 'A', 1)
      await beat(b, 'B', 3)
      await a.leave('A')
      expect((await beat(b, 'B', 4)).floor).toBe(at(4))
    })

    it('keeps how far a job had looked for whoever does it next', async () => {
      const { a, b, beat } = await two()
      expect((await beat(a, 'A', 1)).looked).toEqual(new Map([['relay', NEVER]]))
      await beat(a, 'A', 3, { looked: new Map([['relay', at(2)]]) })
      await a.leave('A')
      const { looked } = await beat(b, 'B', 4, { looked: new Map([['relay', at(1)]]) })
      expect(looked).toEqual(new Map([['relay', at(2)]]))
    })

    it('hears nothing in a heartbeat that was overtaken', async () => {
      const { a, beat } = await two()
      await beat(a, 'A', 5, { nth: 8 })
      expect((await beat(a, 'A', 4, { nth: 7 })).standing).toBe(false)
      expect(await beat(a, 'A', 6, { nth: 9 })).toMatchObject({
        standing: true,
        floor: at(6),
        mine: ['relay'],
      })
    })

    it('answers many at once one after the other', async () => {
      const { a, b, beat } = await two()
      const names = Array.from({ length: 20 }, (_, index) => `R${index}`)
      const answers = await Promise.all(names.map((replica, i) => beat(i % 2 ? a : b, replica, 1)))
      expect(answers.filter(({ mine }) => mine.length > 0)).toHaveLength(1)
    })
  })
}
