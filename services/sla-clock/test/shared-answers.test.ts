import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { underLaw } from './support/law-procedure.ts'
import { bounced, delivered } from './support/letter-events.ts'
import { memoryWorld } from './support/memory-world.ts'
import { answeredWith, at, merged, sharedLetter, unmerged } from './support/merge-events.ts'
import { answeredOn, moved, opened } from './support/routing-events.ts'

const answer = answeredWith(3, '2026-12-11')
const letter = sharedLetter(answer)
const resting = [opened(1), merged(2, '2026-11-24')] as const
const later = { upTo: '2027-06-01T00:00:00.000Z' }

describe('the answer to the case that goes on for one', () => {
  it('meets the term of the one that rests, once', async () => {
    const world = memoryWorld()
    await world.hear(...resting, answer, answer)
    await world.hear(answer)
    expect(await world.types()).toEqual(['ClockStarted', 'ClockSetAside', 'ClockMet'])
    expect(await world.now()).toMatchObject({ state: 'met', late: false, due: '2026-12-14' })
  })

  it('is late when it comes after the term of the one that rests, of which nothing is told', async () => {
    const world = memoryWorld()
    await world.hear(...resting, answeredWith(3, '2026-12-15'))
    expect(await world.types()).toEqual(['ClockStarted', 'ClockSetAside', 'ClockMet'])
    expect(await world.now()).toMatchObject({ state: 'met', late: true })
  })

  it('counts under a law when the letter to whoever filed that one is delivered, and a bounce takes it back', async () => {
    const world = memoryWorld([], memoryLog(), underLaw())
    await world.hear(...resting, answer)
    expect((await world.now('legal', later))?.state).not.toBe('met')
    await world.hearLetters(delivered(1, letter, '2026-12-11'))
    expect(await world.now('legal', later)).toMatchObject({ state: 'met', late: false })
    await world.hearLetters(bounced(2, letter, '2026-12-12'))
    expect((await world.now('legal', later))?.state).not.toBe('met')
  })

  it('is none for a case that does not rest', async () => {
    const world = memoryWorld()
    await world.hear(opened(1), answer)
    expect(await world.types()).toEqual(['ClockStarted'])
  })
})

describe('once they are separated', () => {
  it('the term runs again to its first due date, which may be over', async () => {
    const world = memoryWorld()
    await world.hear(...resting, answer, unmerged(4, '2027-01-20'))
    expect(await world.now('legal', { upTo: '2027-01-20T15:40:00.000Z' })).toMatchObject({
      ...{ state: 'breached', due: '2026-12-14' },
    })
    await world.hear(answeredOn(5, '2027-01-21'), moved(6, 'responder', '2027-01-21'))
    expect(await world.now()).toMatchObject({ state: 'met', late: true })
  })

  it('a delivery that is heard first, though it was later, gives the separated case no answer', async () => {
    const world = memoryWorld([], memoryLog(), underLaw())
    await world.hear(...resting, answer)
    await world.hearLetters(delivered(1, letter, '2026-12-11'))
    // At 15:45 in UTC, and the delivery at 16:00.
    await world.hear(at(unmerged(4, '2026-12-11'), '15:45'))
    expect(await world.now('legal', later)).toMatchObject({ state: 'breached', late: undefined })
  })

  it('an answer of its own that had met the term stays', async () => {
    const world = memoryWorld()
    await world.hear(opened(1), answeredOn(2, '2026-11-23'), merged(3, '2026-11-24'))
    await world.hear(answeredWith(4, '2026-12-11'), unmerged(5, '2026-12-12'))
    expect(await world.now()).toMatchObject({ state: 'met', late: false })
    expect((await world.types()).filter((type) => type === 'ClockMet')).toHaveLength(1)
  })
})
