import { toCloudEvent } from '@ventanilla/contracts'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { casesInLog, type Delivery, NO_ENTITY, parkingFact, parkingStream } from '../../src/index.ts'
import { caseOf, consumer, deliver, down, insist, numbered, parked, world } from './world.ts'

const decoder = new TextDecoder()

describe('an event that can’t be handled', () => {
  it('is tried again as often as it says, then parked, and the others of its batch go on', async () => {
    const there = world({ tries: 3 })
    there.refusing.add(caseOf('b'))
    expect(await insist(there, [numbered(1, 'a'), numbered(2, 'b'), numbered(3, 'c')])).toBe(3)
    expect(there.handed).toEqual([[1, 2, 3], [1, 2, 3], [1, 2, 3], [1], [2], [3]])
    expect([await there.seen('a'), await there.seen('b'), await there.seen('c')]).toEqual([[1], [], [3]])
    expect(await there.waiting('b')).toEqual([2])
    const [fact] = await there.parkingFacts('b')
    expect(fact).toMatchObject({ type: 'EventParked', data: { tries: 4 } })
  })

  it('is kept with its bytes, its place and why', async () => {
    const there = world({ tries: 1 })
    there.refusing.add(caseOf('a'))
    await there.receive(deliver([numbered(7, 'a')], 0))
    const stream = parkingStream(parked('a'))
    const [fact] = (await there.log.stream(stream)).events
    expect(fact).toMatchObject({
      type: 'EventParked',
      at: numbered(7, 'a').at,
      cause: numbered(7, 'a').id,
      actor: 'service:witness',
      data: {
        ...parked('a'),
        eventId: numbered(7, 'a').id,
        type: 'ventanilla.intake.FilingNumbered.v1',
        sequence: 7,
        reason: { code: 'Error', message: 'Error: not this one' },
        tries: 1,
      },
    })
    const bytes = await there.log.enclosure(stream, 'event/1')
    expect(JSON.parse(decoder.decode(bytes))).toEqual(toCloudEvent(numbered(7, 'a')))
  })

  it('is kept byte for byte when the bus carries bytes', async () => {
    const there = world({ tries: 1 })
    there.refusing.add(caseOf('a'))
    const came = new TextEncoder().encode(` ${JSON.stringify(toCloudEvent(numbered(1, 'a')))}\n`)
    await there.receive({ ...deliver([numbered(1, 'a')], 0), bytes: () => came })
    expect(await there.log.enclosure(parkingStream(parked('a')), 'event/1')).toEqual(came)
    there.refusing.clear()
    expect(await there.release.replay(parked('a'), 'ana')).toEqual({ outcome: 'replayed', events: 1 })
    expect(await there.seen('a')).toEqual([1])
  })

  it('keeps the later events of its case behind it, untried, and no others', async () => {
    const there = world({ tries: 1 })
    there.refusing.add(caseOf('a'))
    await insist(there, [numbered(1, 'a')])
    there.refusing.clear()
    there.handed.length = 0
    await insist(there, [numbered(2, 'b'), numbered(3, 'a'), numbered(4, 'a'), numbered(5, 'b')])
    expect(await there.waiting('a')).toEqual([1, 3, 4])
    expect(await there.seen('b')).toEqual([2, 5])
    expect(there.handed).toEqual([[2], [5]])
    const facts = (await there.log.stream(parkingStream(parked('a')))).events
    expect(facts.map(({ data }) => [data.tries, data.reason !== undefined])).toEqual([
      [1, true],
      [0, false],
      [0, false],
    ])
  })

  it('waits for ever when it is the machine that is broken', async () => {
    const there = world({ tries: 2 })
    for (let i = 0; i < 10; i++) there.faults.push(down())
    expect(await insist(there, [numbered(1, 'a')])).toBe(11)
    expect(await there.waiting('a')).toEqual([])
    expect(await there.seen('a')).toEqual([1])
  })

  it('is not counted together with what failed at another place', async () => {
    const there = world({ tries: 2 })
    there.faults.push(new Error('once'), undefined, new Error('once more'))
    await insist(there, [numbered(1, 'a')])
    await insist(there, [numbered(2, 'a')])
    expect(await there.seen('a')).toEqual([1, 2])
  })

  it('is followed by the others from where it stood when a fault comes between', async () => {
    const there = world({ tries: 1 })
    there.refusing.add(caseOf('b'))
    const events = [numbered(1, 'a'), numbered(2, 'b'), numbered(3, 'c')]
    there.faults.push(undefined, undefined, undefined, down())
    await expect(there.receive(deliver(events, 0))).rejects.toThrow('away')
    expect(await there.place()).toBe(2)
    await insist(there, events)
    expect([await there.seen('a'), await there.seen('c')]).toEqual([[1], [3]])
    expect(await there.waiting('b')).toEqual([2])
  })
})

describe('the further places', () => {
  it('move with the last part, and not before', async () => {
    const there = world({ tries: 1 })
    there.refusing.add(caseOf('a'))
    const further = { consumer, source: 'ventanilla.intake/0', expected: 0, next: 9 }
    const delivery = deliver([numbered(1, 'a'), numbered(2, 'b')], 0, 5)
    there.faults.push(undefined, undefined, down())
    const both: Delivery = { ...delivery, places: [delivery.places[0], further] }
    await expect(there.receive(both)).rejects.toThrow('away')
    expect([await there.place(), await there.log.place(consumer, further.source)]).toEqual([1, 0])
    const rest = deliver([numbered(2, 'b')], 1, 5)
    await there.receive({ ...rest, places: [rest.places[0], further] })
    expect([await there.place(), await there.log.place(consumer, further.source)]).toEqual([5, 9])
  })
})

describe('a record that nobody can read', () => {
  const unreadable = (key: string, offset = 4) => ({
    ...{ topic: 'ventanilla.intake', partition: 2, offset, key, bytes: new Uint8Array([0xff, 0, offset]) },
    reason: { code: 'not-json', message: 'no JSON' },
  })
  const resume = (expected: number, next: number): Delivery => ({
    ...{ source: 'intake', entity: NO_ENTITY, events: [] },
    places: [{ consumer, source: 'ventanilla.intake/2', expected, next }],
  })

  it('is kept under its key with its bytes, and what comes of that case waits behind it', async () => {
    const there = world()
    const receiving = { ...deliver([], 0, 1), unreadable: [unreadable(caseOf('a'))] }
    expect(await there.receive(receiving)).toBe('done')
    expect(await there.receive(receiving)).toBe('moved')
    await there.receive(deliver([numbered(2, 'a'), numbered(3, 'b')], 1))
    expect(await there.waiting('a')).toEqual([undefined, 2])
    expect(await there.seen('b')).toEqual([3])
    const { events } = await there.log.stream(parkingStream(parked('a')))
    expect(events[0]?.data).toMatchObject({
      record: { topic: 'ventanilla.intake', partition: 2, offset: 4 },
      reason: { code: 'not-json' },
      bytes: 3,
    })
    expect(await there.log.enclosure(parkingStream(parked('a')), 'event/1')).toEqual(
      new Uint8Array([0xff, 0, 4]),
    )
    expect(await there.release.replay(parked('a'), 'ana')).toMatchObject({ outcome: 'stopped', left: 2 })
    expect(await there.release.discard(parked('a'), { actor: 'ana', reason: 'foreign' })).toBe(2)
    await there.receive(deliver([numbered(4, 'a')], 3))
    expect(await there.seen('a')).toEqual([4])
  })

  it('is kept once, also when it comes again with the events behind it', async () => {
    const there = world()
    const delivery = { ...deliver([numbered(1, 'b')], 0), unreadable: [unreadable(caseOf('a'))] }
    there.faults.push(down())
    await expect(there.receive(delivery)).rejects.toThrow('away')
    await there.release.discard(parked('a'), { actor: 'ana', reason: 'foreign' })
    await there.receive(delivery)
    expect(await there.waiting('a')).toEqual([])
    expect(await there.seen('b')).toEqual([1])
    await there.receive(deliver([numbered(2, 'a')], 1))
    expect(await there.seen('a')).toEqual([2])
  })

  it('holds up no case when nothing of it can be read, and has no key repeated that isn’t a case', async () => {
    const there = world()
    const records = [unreadable(caseOf('a'), 1), unreadable('ana@example.com', 2)]
    await there.receive({ ...resume(0, 3), unreadable: records })
    await there.receive(deliver([numbered(1, 'a')], 0))
    expect(await there.seen('a')).toEqual([1])
    const facts = (await there.log.read(NO_ENTITY, 0, 10)).flatMap((one) => parkingFact(one) ?? [])
    expect(facts.map(({ data }) => data.key)).toEqual([
      `record-${caseOf('a')}`,
      expect.stringMatching(/^key-[0-9a-f]{32}$/),
    ])
    expect(JSON.stringify(facts)).not.toContain('ana@')
  })
})

describe('what is known of the parked cases', () => {
  it('costs no question while the places move as they were left', async () => {
    const log = memoryLog()
    let asked = 0
    const there = world({
      log,
      cases: {
        of(...which) {
          asked++
          return casesInLog(log).of(...which)
        },
      },
    })
    for (let i = 1; i <= 20; i++) await there.receive(deliver([numbered(i, 'a')], i - 1))
    expect(asked).toBe(1)
  })

  it('is asked for again where another replica moved the place, whoever noticed it', async () => {
    const there = world({ tries: 1 })
    const [mine, other] = [there.replica(), there.replica()]
    await mine(deliver([numbered(1, 'a')], 0))
    there.refusing.add(caseOf('a'))
    await other(deliver([numbered(2, 'a')], 1))
    there.refusing.clear()
    await mine(deliver([numbered(3, 'a')], 2))
    expect(await there.waiting('a')).toEqual([2, 3])
  })

  it('is asked for again where another replica moved the place, and refused where it is too old', async () => {
    const there = world({ tries: 1 })
    const [mine, other] = [there.replica(), there.replica()]
    await mine(deliver([numbered(1, 'a')], 0))
    there.refusing.add(caseOf('a'))
    await other(deliver([numbered(2, 'a')], 1))
    there.refusing.clear()
    expect(await mine(deliver([numbered(3, 'a')], 1))).toBe('moved')
    expect(await mine(deliver([numbered(3, 'a')], 2))).toBe('done')
    expect(await there.waiting('a')).toEqual([2, 3])
    // Replayed elsewhere: `mine` still believes that the case waits.
    expect(await there.release.replay(parked('a'), 'ana')).toMatchObject({ outcome: 'replayed' })
    await mine(deliver([numbered(4, 'a')], 3))
    expect(await there.waiting('a')).toEqual([])
    expect(await there.seen('a')).toEqual([1, 2, 3, 4])
  })
})
