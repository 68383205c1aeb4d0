import { memoryLog } from '@ventanilla/event-log/memory'
import { expect, it } from 'vitest'
import { caseOf, deliver, down, insist, numbered, parked, world } from './world.ts'

async function withParked(sequences: readonly number[], log = memoryLog()) {
  const there = world({ tries: 1, log })
  there.refusing.add(caseOf('a'))
  for (const sequence of sequences) await insist(there, [numbered(sequence, 'a')])
  there.refusing.clear()
  return there
}

it('replays in order and lets the case go on, and says who did it', async () => {
  const there = await withParked([1, 2, 3])
  expect(await there.release.replay(parked('a'), 'client:ana')).toEqual({ outcome: 'replayed', events: 3 })
  await insist(there, [numbered(4, 'a')])
  expect(await there.seen('a')).toEqual([1, 2, 3, 4])
  expect((await there.parkingFacts('a')).at(-1)).toMatchObject({
    type: 'ParkedCaseReplayed',
    actor: 'client:ana',
    data: { ...parked('a'), events: 3 },
  })
  expect(await there.release.replay(parked('a'), 'client:ana')).toEqual({ outcome: 'not-parked' })
})

it('stops at the first that fails again, tells why, and goes on from there the next time', async () => {
  const there = await withParked([1, 2, 3])
  there.faults.push(undefined, new Error('still not'))
  expect(await there.release.replay(parked('a'), 'ana')).toMatchObject({
    ...{ outcome: 'stopped', replayed: 1, left: 2, stoppedAt: { sequence: 2 } },
    reason: { message: 'Error: still not' },
  })
  expect((await there.parkingFacts('a')).at(-1)).toMatchObject({
    type: 'ParkedReplayStopped',
    actor: 'ana',
    data: { replayed: 1, left: 2, eventId: numbered(2, 'a').id },
  })
  await insist(there, [numbered(4, 'a')])
  expect(await there.seen('a')).toEqual([1])
  expect(await there.release.replay(parked('a'), 'ana')).toEqual({ outcome: 'replayed', events: 3 })
  expect(await there.seen('a')).toEqual([1, 2, 3, 4])
})

it('does nothing twice when it is cut short after any of its writes', async () => {
  for (let cut = 0; ; cut++) {
    let writes = Number.POSITIVE_INFINITY
    const log = memoryLog()
    const there = await withParked([1, 2, 3], {
      ...log,
      async write(entity, unit) {
        const written = await log.write(entity, unit)
        if (writes-- <= 0) throw down()
        return written
      },
    })
    writes = cut
    const whole = await there.release.replay(parked('a'), 'ana').catch(() => undefined)
    writes = Number.POSITIVE_INFINITY
    if (!whole) await there.release.replay(parked('a'), 'ana')
    expect(await there.seen('a')).toEqual([1, 2, 3])
    expect(await there.waiting('a')).toEqual([])
    if (whole) return expect(cut).toBe(4)
  }
})

it('forgets no event that is parked while it ends', async () => {
  const log = memoryLog()
  let meanwhile = async () => {}
  const there = await withParked([1, 2], {
    ...log,
    async write(entity, unit) {
      const last = unit.appends[0]?.events[0]?.type === 'ParkedCaseReplayed'
      if (last) await meanwhile()
      return log.write(entity, unit)
    },
  })
  meanwhile = async () => {
    meanwhile = async () => {}
    await there.receive(deliver([numbered(3, 'a')], 2))
  }
  expect(await there.release.replay(parked('a'), 'ana')).toEqual({ outcome: 'replayed', events: 3 })
  expect(await there.seen('a')).toEqual([1, 2, 3])
})

it('discards what waits, and handles what comes then', async () => {
  const there = await withParked([1, 2, 3])
  const discarding = { actor: 'ana', reason: 'duplicate', reference: 'T-1' }
  expect(await there.release.discard(parked('a'), discarding)).toBe(3)
  expect(await there.release.discard(parked('a'), discarding)).toBe(0)
  expect(await there.release.replay(parked('a'), 'ana')).toEqual({ outcome: 'not-parked' })
  await insist(there, [numbered(4, 'a')])
  expect(await there.seen('a')).toEqual([4])
  expect((await there.parkingFacts('a')).at(-1)).toMatchObject({
    type: 'ParkedCaseDiscarded',
    actor: 'ana',
    data: { events: 3, reason: 'duplicate', reference: 'T-1' },
  })
})

it('hands on nothing more when what waits is discarded under a replay', async () => {
  const there = await withParked([1, 2, 3])
  there.afterwards.push(() => there.release.discard(parked('a'), { actor: 'bea', reason: 'duplicate' }))
  expect(await there.release.replay(parked('a'), 'ana')).toEqual({ outcome: 'replayed', events: 1 })
  expect(await there.seen('a')).toEqual([1])
  expect((await there.parkingFacts('a')).at(-1)).toMatchObject({
    type: 'ParkedCaseDiscarded',
    data: { events: 2 },
  })
})
