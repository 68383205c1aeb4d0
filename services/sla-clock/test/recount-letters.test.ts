import { memoryLog } from '@ventanilla/event-log/memory'
import { expect, it } from 'vitest'
import { underLaw } from './support/law-procedure.ts'
import { delivered, letterOf } from './support/letter-events.ts'
import { memoryWorld, overlay } from './support/memory-world.ts'
import { putInForce, walkAll } from './support/put-in-force.ts'
import { answeredOn, moved, opened } from './support/routing-events.ts'

const closing = overlay(`calendar: cierre
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed: [{ date: 2026-12-17, by: Decreto 20 }]`)
const answer = answeredOn(2, '2026-12-10')
const told = ['ClockStarted', 'FactNoted', 'ClockRecounted']

/** A petition that was due on the 14th and was answered before; nobody has said yet that the answer arrived. */
async function answered() {
  const log = memoryLog()
  const world = memoryWorld([], log, underLaw())
  await world.hear(opened(1), answer)
  await putInForce(log, [closing], '2026-12-16T14:00:00.000Z')
  return { ...world, log }
}

it('no breach is told of a term whose delivery may still be heard of, and that makes it timely', async () => {
  const world = await answered()
  await walkAll(world.log, world.calendars)
  expect(await world.types()).toEqual(told)
  await world.hearLetters(delivered(1, letterOf(answer), '2026-12-11'))
  expect((await world.types()).slice(told.length)).not.toContain('ClockBreached')
  expect(await world.now()).toMatchObject({ state: 'met', late: false })
})

it('nor when something that is heard brings it under the calendar before the walk does', async () => {
  const world = await answered()
  await world.hear({ ...moved(3, 'asignar', '2026-12-16'), at: '2026-12-16T15:00:00.000Z' })
  await world.hear({ ...moved(4, 'requerir', '2026-12-16'), at: '2026-12-16T16:00:00.000Z' })
  const types = await world.types()
  expect(types).toContain('ClockRecounted')
  expect(types.slice(0, types.indexOf('ClockRecounted'))).not.toContain('ClockBreached')
})
