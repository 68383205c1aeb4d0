import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Shared } from './shared.ts'

const MINUTE = 60_000

/** Asks until it holds: what travels between processes takes its time. */
async function eventually(holds: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 5_000; !holds() && performance.now() < deadline; ) await sleep(5)
  expect(holds()).toBe(true)
}

/**
 * What everything shared must do.
 * @param open gives two ends of the same, with nothing in it: two replicas, or twice the same object where there is
 *   one process alone
 */
export function sharedConformance(name: string, open: () => Promise<readonly [Shared, Shared]>): void {
  describe(`${name} shares`, () => {
    it('counts, each key apart', async () => {
      const [a, b] = await open()
      expect(await a.counter.hit('x', MINUTE)).toMatchObject({ count: 1 })
      expect(await b.counter.hit('x', MINUTE)).toMatchObject({ count: 2 })
      expect(await b.counter.hit('y', MINUTE)).toMatchObject({ count: 1 })
      const { count, endsInMs } = await a.counter.hit('x', MINUTE)
      expect(count).toBe(3)
      expect(endsInMs).toBeGreaterThan(0)
      expect(endsInMs).toBeLessThanOrEqual(MINUTE)
    })

    it('counts of any weight, and what they come to', async () => {
      const [a, b] = await open()
      expect(await a.counter.hit('x', MINUTE, 0)).toMatchObject({ count: 0 })
      expect(await a.counter.hit('x', MINUTE, 3_000_000_000)).toMatchObject({ count: 3_000_000_000 })
      expect(await b.counter.hit('x', MINUTE, 2_000_000_000)).toMatchObject({ count: 5_000_000_000 })
      const { count, endsInMs } = await a.counter.hit('x', MINUTE, 0)
      expect(count).toBe(5_000_000_000)
      expect(endsInMs).toBeGreaterThan(0)
    })

    it('loses no count of many at once', async () => {
      const ends = await open()
      const hits = await Promise.all(
        Array.from({ length: 40 }, (_, i) => (i % 2 ? ends[0] : ends[1]).counter.hit('x', MINUTE)),
      )
      expect(hits.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 40 }, (_, i) => i + 1),
      )
    })

    it('a window that its hits don’t make longer', async () => {
      const [a, b] = await open()
      const { endsInMs } = await a.counter.hit('x', 200)
      await sleep(endsInMs / 2)
      await b.counter.hit('x', 200)
      await sleep(endsInMs)
      expect(await b.counter.hit('x', 200)).toMatchObject({ count: 1 })
    })

    it('answers until they are forgotten', async () => {
      const [a, b] = await open()
      expect(await a.cache.get('k')).toBeUndefined()
      await a.cache.set('k', 'año', MINUTE)
      expect([await b.cache.get('k'), await b.cache.get('K')]).toEqual(['año', undefined])
      await b.cache.set('k', '', MINUTE)
      expect(await a.cache.get('k')).toBe('')
      await b.cache.forget('k')
      expect(await a.cache.get('k')).toBeUndefined()
      await b.cache.forget('k')
    })

    it('answers until their time is over', async () => {
      const [a, b] = await open()
      await a.cache.set('k', 'v', 50)
      await sleep(100)
      expect([await a.cache.get('k'), await b.cache.get('k')]).toEqual([undefined, undefined])
    })

    it('who is where, with what each says last, until they leave', async () => {
      const [a, b] = await open()
      expect(await a.presence.here('x')).toEqual(new Map())
      await a.presence.tell('x', 'ana', 'looking', MINUTE)
      await b.presence.tell('x', 'bea:1', 'writing: a lot', MINUTE)
      await b.presence.tell('y', 'eva', '', MINUTE)
      await b.presence.tell('x', 'ana', 'writing', MINUTE)
      const both = new Map([
        ['ana', 'writing'],
        ['bea:1', 'writing: a lot'],
      ])
      expect([await a.presence.here('x'), await b.presence.here('x')]).toEqual([both, both])
      expect(await a.presence.here('y')).toEqual(new Map([['eva', '']]))
      await a.presence.leave('x', 'bea:1')
      await a.presence.leave('x', 'nobody')
      expect(await b.presence.here('x')).toEqual(new Map([['ana', 'writing']]))
    })

    it('who is where only for as long as they say so', async () => {
      const [a, b] = await open()
      await a.presence.tell('x', 'ana', 'looking', 200)
      await a.presence.tell('x', 'bea', 'looking', MINUTE)
      await b.presence.tell('x', 'eva', 'looking', MINUTE)
      await b.presence.tell('x', 'eva', 'looking', 200)
      await sleep(300)
      expect([await a.presence.here('x'), await b.presence.here('x')]).toEqual([
        new Map([['bea', 'looking']]),
        new Map([['bea', 'looking']]),
      ])
      await a.presence.tell('x', 'ana', 'back', MINUTE)
      expect((await b.presence.here('x')).get('ana')).toBe('back')
    })

    it('nudges, with all who listen to a topic and with nobody else', async () => {
      const [a, b] = await open()
      const heard: string[] = []
      const topics = [a.channel.listen('t', (message) => heard.push(`a ${message}`))]
      topics.push(b.channel.listen('t', (message) => heard.push(`b ${message}`)))
      b.channel.listen('other', (message) => heard.push(`other ${message}`))
      // A nudge may be lost, and those of the first moments, before everybody listens, often are.
      await eventually(() => {
        a.channel.tell('t', '1')
        b.channel.tell('t', '2')
        return ['a 1', 'a 2', 'b 1', 'b 2'].every((one) => heard.includes(one))
      })
      expect(heard.filter((one) => one.startsWith('other'))).toEqual([])
      for (const stop of topics) stop()
      await sleep(50)
      heard.length = 0
      a.channel.tell('t', '3')
      b.channel.tell('other', '4')
      await eventually(() => heard.includes('other 4'))
      expect(new Set(heard)).toEqual(new Set(['other 4']))
    })

    it('nothing under another name for the same listener, who is forgotten once', async () => {
      const [a] = await open()
      const heard: string[] = []
      const listener = (message: string) => heard.push(message)
      const first = a.channel.listen('t', listener)
      const second = a.channel.listen('t', listener)
      first()
      first()
      await eventually(() => {
        a.channel.tell('t', 'x')
        return heard.includes('x')
      })
      second()
      heard.length = 0
      a.channel.tell('t', 'y')
      await sleep(50)
      expect(heard.filter((one) => one === 'y')).toEqual([])
    })
  })
}
