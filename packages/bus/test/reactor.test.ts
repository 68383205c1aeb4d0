import { readFileSync } from 'node:fs'
import { fromCloudEvent, type PublicEvent } from '@ventanilla/contracts'
import { type Decider, type Fact, refuse } from '@ventanilla/decider'
import { deriveId, type EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { createReactor, type Delivery, ReactionRefused } from '../src/index.ts'

const examples = new URL('../../contracts/fixtures/', import.meta.url)
const opened = fromCloudEvent(
  JSON.parse(readFileSync(new URL('ventanilla.routing.CaseOpened.v1.json', examples), 'utf8')),
)
const another = (n: number): PublicEvent => ({ ...opened, id: deriveId('opened', n), sequence: n })
const elsewhere = { consumer: 'test', source: 'routing/elsewhere' }
const deliver = (events: PublicEvent[], expected = 0): Delivery => ({
  source: 'routing',
  entity: 'icetex',
  events,
  places: [{ consumer: 'test', source: 'routing/icetex', expected, next: expected + events.length }],
})

type Counted = Fact<'Counted', { total: number }>
const counter: Decider<number, { most: number }, Counted> = {
  initial: 0,
  decide: ({ most }, total) =>
    total >= most ? refuse('too-many') : [{ type: 'Counted', data: { total: total + 1 } }],
  evolve: (_, { data }) => data.total,
}
const reactor = (log: EventLog, most = 100) =>
  createReactor({
    consumer: 'test',
    log,
    decider: counter,
    on: {
      'ventanilla.routing.CaseOpened.v2': ({ subject }) => [
        { stream: `count/${subject}`, command: { most } },
      ],
    },
  })
const totals = async (log: EventLog) =>
  (await log.stream(`count/${opened.subject}`)).events.map(({ data }) => data.total)

describe('a reactor', () => {
  it('decides each event of a batch on what the one before it left, and moves its place', async () => {
    const log = memoryLog()
    expect(await reactor(log)(deliver([another(1), another(2), another(3)]))).toBe('done')
    expect(await totals(log)).toEqual([1, 2, 3])
    expect(await log.place('test', 'routing/icetex')).toBe(3)
    const [first] = (await log.stream(`count/${opened.subject}`)).events
    expect(first).toMatchObject({ at: opened.at, cause: another(1).id, actor: 'service:test' })
  })

  it('takes what it knows already among what is new, and moves its place behind all of it', async () => {
    const log = memoryLog()
    // The decider is none that recognises a repeat by itself.
    await reactor(log)({ ...deliver([another(2)]), places: [{ ...elsewhere, expected: 0, next: 1 }] })
    expect(await reactor(log)(deliver([another(1), another(2), another(3)]))).toBe('done')
    const { events } = await log.stream(`count/${opened.subject}`)
    expect(events.map(({ cause }) => cause)).toEqual([another(2).id, another(1).id, another(3).id])
    expect(await log.place('test', 'routing/icetex')).toBe(3)
  })

  it('says of each fact which event caused it', async () => {
    const log = memoryLog()
    await reactor(log)(deliver([another(1), another(2)]))
    const { events } = await log.stream(`count/${opened.subject}`)
    expect(events.map(({ cause }) => cause)).toEqual([another(1).id, another(2).id])
  })

  it('takes two commands of one event for one stream', async () => {
    const log = memoryLog()
    const twice = createReactor({
      consumer: 'test',
      log,
      decider: counter,
      on: {
        'ventanilla.routing.CaseOpened.v2': ({ subject }) => [
          { stream: `count/${subject}`, command: { most: 100 } },
          { stream: `count/${subject}`, command: { most: 100 } },
        ],
      },
    })
    expect(await twice(deliver([another(1), another(2)]))).toBe('done')
    expect(await totals(log)).toEqual([1, 2, 3, 4])
  })

  it('writes a fact at the instant of its own, when it has one', async () => {
    const log = memoryLog()
    const handle = createReactor({
      consumer: 'test',
      log,
      decider: counter,
      on: { 'ventanilla.routing.CaseOpened.v2': () => [{ stream: 'count/own', command: { most: 9 } }] },
      instantOf: ({ data }) => (data.total === 2 ? '2026-01-02T15:00:00.000Z' : undefined),
    })
    await handle(deliver([another(1), another(2)]))
    const { events } = await log.stream('count/own')
    expect(events.map(({ at }) => at)).toEqual([opened.at, '2026-01-02T15:00:00.000Z'])
  })

  it('writes nothing when another replica was there first', async () => {
    const log = memoryLog()
    await reactor(log)(deliver([another(1)]))
    expect(await reactor(log)(deliver([another(1)]))).toBe('moved')
    expect(await totals(log)).toEqual([1])
  })

  it('decides again when a command from elsewhere moved the stream meanwhile', async () => {
    const log = memoryLog()
    let interfered = false
    const racing: EventLog = {
      ...log,
      async streams(ids) {
        const before = await log.streams(ids)
        if (!interfered) {
          interfered = true
          await log.write('icetex', {
            appends: [
              {
                stream: `count/${opened.subject}`,
                expected: 0,
                events: [{ id: deriveId('else'), type: 'Counted', data: { total: 40 }, at: opened.at }],
                actor: 'elsewhere',
              },
            ],
          })
        }
        return before
      },
    }
    expect(await reactor(racing)(deliver([another(1)]))).toBe('done')
    expect(await totals(log)).toEqual([40, 41])
  })

  it('moves past no record that nobody keeps', async () => {
    const log = memoryLog()
    const at = { topic: 'ventanilla.routing', partition: 2, offset: 7 }
    const unreadable = { ...at, key: '', bytes: Buffer.from('?'), reason: { code: 'not-json', message: '' } }
    const delivery = { ...deliver([another(1)]), unreadable: [unreadable] }
    await expect(reactor(log)(delivery)).rejects.toThrow('not-json at ventanilla.routing/2@7')
    expect(await log.place('test', 'routing/icetex')).toBe(0)
  })

  it('throws what a rule forbids, and leaves the place where it was', async () => {
    const log = memoryLog()
    const delivery = deliver([another(1), another(2)])
    await expect(reactor(log, 1)(delivery)).rejects.toBeInstanceOf(ReactionRefused)
    expect(await totals(log)).toEqual([])
    expect(await log.place('test', 'routing/icetex')).toBe(0)
  })
})
