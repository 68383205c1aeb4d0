import { describe, expect, it } from 'vitest'
import { deriveId } from './derive-id.ts'
import type { Append, EventLog, NewEvent, Unit } from './event-log.ts'

const AT = '2026-03-24T15:00:00.000Z'
const fact = (id: string, data: NewEvent['data'] = {}): NewEvent => ({
  id: deriveId('conformance', id),
  type: 'Noted',
  data,
  at: AT,
})
const append = (stream: string, expected: Append['expected'], ...ids: string[]): Append => ({
  stream,
  expected,
  events: ids.map((id) => fact(`${stream}/${id}`, { id })),
  actor: 'conformance',
})
const unit = (...appends: Append[]): Unit => ({ appends })

/** What every event log must do. @param open gives a log with nothing in it. */
export function eventLogConformance(name: string, open: () => Promise<EventLog>): void {
  describe(`${name} as an event log`, () => {
    it('writes facts with gapless positions and versions, and gives them back as they came', async () => {
      const log = await open()
      const first = await log.write('a', unit(append('case/1', 0, 'x', 'y')))
      expect(first).toMatchObject({ outcome: 'written', appends: [{ position: 2, version: 2 }] })
      await log.write('a', unit(append('case/2', 'any', 'z')))
      const read = await log.read('a', 0, 10)
      expect(read.map(({ position, stream, version }) => [position, stream, version])).toEqual([
        [1, 'case/1', 1],
        [2, 'case/1', 2],
        [3, 'case/2', 1],
      ])
      expect(read[0]).toMatchObject({
        entity: 'a',
        type: 'Noted',
        data: { id: 'x' },
        at: AT,
        actor: 'conformance',
      })
      expect(await log.read('a', 1, 1)).toEqual([read[1]])
      expect(await log.head('a')).toBe(3)
      expect((await log.stream('case/1')).events).toEqual(read.slice(0, 2))
    })

    it('tells of many streams what a decision needs, also of one that is not there', async () => {
      const log = await open()
      await log.write('a', unit(append('case/1', 0, 'x', 'y'), append('case/2', 0, 'z')))
      const of = (...ids: string[]) => ids.map((id) => ({ type: 'Noted', data: { id } }))
      expect([...(await log.stories(['case/2', 'case/1', 'case/9']))]).toEqual([
        ['case/2', { entity: 'a', version: 1, events: of('z') }],
        ['case/1', { entity: 'a', version: 2, events: of('x', 'y') }],
        ['case/9', { version: 0, events: [] }],
      ])
    })

    it('keeps a log for each entity', async () => {
      const log = await open()
      await log.write('b', unit(append('case/b', 0, 'x')))
      await log.write('a', unit(append('case/a', 0, 'x')))
      expect([...(await log.heads())]).toEqual([
        ['a', 1],
        ['b', 1],
      ])
      expect((await log.read('b', 0, 10)).map(({ position }) => position)).toEqual([1])
      expect(await log.write('a', unit(append('case/b', 'any', 'y')))).toMatchObject({
        outcome: 'refused',
        code: 'version-conflict',
      })
    })

    it('refuses an append that expects another version, and writes nothing of its unit', async () => {
      const log = await open()
      await log.write('a', unit(append('case/1', 0, 'x')))
      for (const wrong of [append('case/1', 0, 'y'), append('case/1', 2, 'y'), append('case/9', 1, 'y')]) {
        const refused = await log.write('a', unit(append('case/new', 0, 'n'), wrong))
        expect(refused).toEqual({ outcome: 'refused', code: 'version-conflict', stream: wrong.stream })
      }
      expect(await log.stream('case/new')).toEqual({ version: 0, events: [] })
      expect(await log.head('a')).toBe(1)
      expect(await log.write('a', unit(append('case/new', 0, 'n')))).toMatchObject({ outcome: 'written' })
    })

    it('honours each expected version of many at once without failing the others', async () => {
      const log = await open()
      await log.write('a', unit(append('case/0', 0, 'x')))
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, i) => log.write('a', unit(append(`case/${i}`, 0, 'race')))),
      )
      expect(outcomes.map(({ outcome }) => outcome)).toEqual([
        'refused',
        ...Array.from({ length: 19 }, () => 'written'),
      ])
      expect((await log.read('a', 0, 100)).map(({ position }) => position)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      )
    })

    it('lets one of many win a stream', async () => {
      const log = await open()
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, i) => log.write('a', unit(append('case/1', 0, `w${i}`)))),
      )
      expect(outcomes.filter(({ outcome }) => outcome === 'written')).toHaveLength(1)
      expect(await log.head('a')).toBe(1)
    })

    it('keeps the order of appends to one stream from one caller', async () => {
      const log = await open()
      await Promise.all(
        Array.from({ length: 10 }, (_, i) => log.write('a', unit(append('case/1', 'any', `${i}`)))),
      )
      expect((await log.stream('case/1')).events.map(({ data }) => data.id)).toEqual(
        Array.from({ length: 10 }, (_, i) => `${i}`),
      )
    })

    it('recognises the same append again, and answers with its place', async () => {
      const log = await open()
      const one = unit(append('case/1', 0, 'x', 'y'))
      await log.write('a', one)
      await log.write('a', unit(append('case/1', 2, 'later')))
      expect(await log.write('a', one)).toEqual({
        outcome: 'repeated',
        appends: [{ stream: 'case/1', position: 2, version: 2 }],
      })
      expect(await log.head('a')).toBe(3)
    })

    it('refuses an event id that is somewhere else, or half of an append again', async () => {
      const log = await open()
      await log.write('a', unit(append('case/1', 0, 'x')))
      const elsewhere: Append = { ...append('case/2', 0), events: [fact('case/1/x')] }
      expect(await log.write('a', unit(elsewhere))).toMatchObject({ code: 'event-id-reused' })
      expect(await log.write('a', unit(append('case/1', 'any', 'x', 'new')))).toMatchObject({
        code: 'event-id-reused',
      })
      expect(await log.head('a')).toBe(1)
    })

    it('holds an idempotency key to one content', async () => {
      const log = await open()
      const claimed = (digest: string, id: string) =>
        unit({ ...append('case/1', 0, id), claim: { key: 'client/k1', digest } })
      expect(await log.write('a', claimed('d1', 'x'))).toMatchObject({ outcome: 'written' })
      expect(await log.claim('client/k1')).toEqual({ digest: 'd1', stream: 'case/1' })
      expect(await log.write('a', claimed('d1', 'x'))).toMatchObject({ outcome: 'repeated' })
      expect(await log.write('a', claimed('d2', 'x'))).toMatchObject({ code: 'claim-conflict' })
      const other = unit({ ...append('case/2', 0, 'x'), claim: { key: 'client/k1', digest: 'd1' } })
      expect(await log.write('a', other)).toMatchObject({ code: 'claim-conflict' })
      expect(await log.claim('client/k2')).toBeUndefined()
    })

    it('leaves no claim, enclosure or number behind for a refused unit', async () => {
      const log = await open()
      await log.write('a', unit(append('case/1', 0, 'x')))
      const rich = (stream: string, expected: number): Append => ({
        ...append(stream, expected, 'n'),
        claim: { key: 'k', digest: 'd' },
        number: { series: 's', prefix: 'R-', width: 3, event: 0 },
        enclosure: { kind: 'envelope', body: Buffer.from([0, 1, 255]) },
      })
      expect(await log.write('a', unit(rich('case/1', 0)))).toMatchObject({ outcome: 'refused' })
      expect(await log.claim('k')).toBeUndefined()
      expect(await log.enclosure('case/1', 'envelope')).toBeUndefined()
      const written = await log.write('a', unit(rich('case/2', 0)))
      expect(written).toMatchObject({ appends: [{ number: 1, radicado: 'R-001' }] })
      expect([...((await log.enclosure('case/2', 'envelope')) ?? [])]).toEqual([0, 1, 255])
    })

    it('numbers consecutively, in the order of the log, beyond the width too', async () => {
      const log = await open()
      const numbered = (i: number) =>
        unit({
          ...append(`case/${i}`, 0, 'a', 'b'),
          number: { series: 'icx/2026', prefix: 'ICX-2026-', width: 1, suffix: '-E', event: 1 },
        })
      await Promise.all(Array.from({ length: 12 }, (_, i) => log.write('a', numbered(i))))
      const given = (await log.read('a', 0, 100)).filter(({ version }) => version === 2)
      expect(given.map(({ data }) => data.number)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
      expect(given[9]?.data.radicado).toBe('ICX-2026-10-E')
      expect((await log.read('a', 0, 1))[0]?.data).toEqual({ id: 'a' })
    })

    it('moves a consumer with its effect, once', async () => {
      const log = await open()
      const step = (expected: number, next: number, ...ids: string[]): Unit => ({
        appends: ids.map((id) => append(`case/${id}`, 'any', `${expected}`)),
        places: [{ consumer: 'clock', source: 'routing/a', expected, next }],
      })
      expect(await log.place('clock', 'routing/a')).toBe(0)
      expect(await log.write('a', step(0, 5, '1', '2'))).toMatchObject({ outcome: 'written' })
      expect(await log.write('a', step(0, 5, '3'))).toMatchObject({ code: 'place-moved' })
      expect(await log.write('a', step(5, 9))).toMatchObject({ outcome: 'written' })
      expect(await log.place('clock', 'routing/a')).toBe(9)
      expect(await log.head('a')).toBe(2)
      const stale: Unit = { ...step(9, 10), appends: [append('case/1', 7, 'no')] }
      expect(await log.write('a', stale)).toMatchObject({ code: 'version-conflict', stream: 'case/1' })
      expect(await log.place('clock', 'routing/a')).toBe(9)
    })

    it('moves several places together or none of them', async () => {
      const log = await open()
      const place = (source: string, expected: number, next: number) => {
        return { consumer: 'clock', source, expected, next }
      }
      const both = { appends: [append('case/1', 'any', 'a')], places: [place('x', 0, 3), place('y', 0, 40)] }
      expect(await log.write('a', both)).toMatchObject({ outcome: 'written' })
      const half = { appends: [append('case/1', 'any', 'b')], places: [place('x', 3, 4), place('y', 39, 41)] }
      expect(await log.write('a', half)).toMatchObject({ code: 'place-moved' })
      expect([await log.place('clock', 'x'), await log.place('clock', 'y')]).toEqual([3, 40])
      expect(await log.head('a')).toBe(1)
      expect(await log.places('clock')).toEqual(
        new Map([
          ['x', 3],
          ['y', 40],
        ]),
      )
      expect(await log.places('cloc')).toEqual(new Map())
      const twice = { appends: [], places: [place('x', 3, 4), place('x', 4, 5)] }
      await expect(log.write('a', twice)).rejects.toThrow('twice')
    })

    it('keeps the bytes that came with a stream: others of their kind are a mistake, and change nothing', async () => {
      const log = await open()
      const enclosing = (id: string, byte: number) =>
        unit({ ...append('case/1', 'any', id), enclosure: { kind: 'envelope', body: Buffer.from([byte]) } })
      await log.write('a', enclosing('x', 1))
      await expect(log.write('a', enclosing('y', 2))).rejects.toThrow()
      expect([...((await log.enclosure('case/1', 'envelope')) ?? [])]).toEqual([1])
      expect(await log.head('a')).toBe(1)
      expect(await log.write('a', enclosing('x', 1))).toMatchObject({ outcome: 'repeated' })
    })

    it('says of each fact what caused it', async () => {
      const log = await open()
      const { events, ...rest } = append('case/1', 0, 'x', 'y')
      const [x, y] = events
      if (!x || !y) throw new Error('two facts')
      await log.write('a', unit({ ...rest, events: [x, { ...y, cause: 'its own' }], cause: 'the append' }))
      await log.write('a', unit(append('case/1', 2, 'z')))
      const causes = (await log.read('a', 0, 10)).map(({ cause }) => cause)
      expect(causes).toEqual(['the append', 'its own', undefined])
    })

    it('scans from one position to another, as it reads, whatever the facts hold', async () => {
      const log = await open()
      const odd = {
        text: 'tab\t line\n return\r back\\slash \\N "quoted" ñ 🗂',
        empty: null,
        deep: { list: [1.5, '\\.'] },
      }
      const { events, ...rest } = append("case/it's", 0, ...Array.from({ length: 250 }, (_, i) => `${i}`))
      const told = events.map((event, i) => ({
        ...event,
        data: { ...odd, i },
        ...(i % 2 && { cause: 'c\\' }),
      }))
      await log.write("o'dd", unit({ ...rest, events: told }))
      await log.write('other', unit(append('case/other', 0, 'x')))
      const scanned = async (after: number, upTo: number) =>
        (await Array.fromAsync(log.scan("o'dd", after, upTo))).flat()
      expect(await scanned(0, 250)).toEqual(await log.read("o'dd", 0, 250))
      expect(await scanned(7, 130)).toEqual(await log.read("o'dd", 7, 123))
      expect(await scanned(240, 1_000_000)).toEqual(await log.read("o'dd", 240, 10))
      expect(await scanned(250, 250)).toEqual([])
      expect(await Array.fromAsync(log.scan('nobody', 0, 5))).toEqual([])
    })

    it('lets a scan be left in the middle', async () => {
      const log = await open()
      await log.write('a', unit(append('case/1', 0, ...Array.from({ length: 150 }, (_, i) => `${i}`))))
      for await (const piece of log.scan('a', 0, 150)) {
        expect(piece[0]?.position).toBe(1)
        break
      }
      expect(await log.head('a')).toBe(150)
    })

    it('tells who listens of every write of facts', async () => {
      const log = await open()
      const heard: string[] = []
      const stop = log.onWrite((entity) => heard.push(entity))
      await log.write('a', unit(append('case/1', 0, 'x')))
      await log.write('b', { appends: [], places: [{ consumer: 'c', source: 's', expected: 0, next: 1 }] })
      stop()
      await log.write('a', unit(append('case/2', 0, 'x')))
      expect(heard).toEqual(['a'])
    })

    it('takes a malformed unit for a mistake of the program', async () => {
      const log = await open()
      await expect(log.write('a', unit(append('case/1', 0, 'x'), append('case/1', 1, 'y')))).rejects.toThrow(
        'twice',
      )
      await expect(log.write('a', unit(append('case/1', 0)))).rejects.toThrow('no events')
    })
  })
}
