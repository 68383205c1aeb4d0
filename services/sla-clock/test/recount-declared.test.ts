import { memoryLog } from '@ventanilla/event-log/memory'
import { expect, it } from 'vitest'
import { answer, assigned } from './support/declared-events.ts'
import { declaring, names } from './support/declared-procedure.ts'
import { memoryWorld, overlay } from './support/memory-world.ts'
import { putInForce, walkAll } from './support/put-in-force.ts'
import { opened } from './support/routing-events.ts'

const closing = overlay(`calendar: cierre
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
closed: [{ date: 2026-11-24, by: Decreto 20 }]`)

it('every clock of a case comes under a calendar that is put in force, once, and so does one that begins later', async () => {
  const log = memoryLog()
  const world = memoryWorld([], log, declaring(...names))
  await world.hear(opened(1), assigned(2, 1, '2026-11-22'))
  expect(await world.now('nivel-1')).toMatchObject({ due: '2026-11-24' })
  await putInForce(log, [closing], '2026-11-23T14:00:00.000Z')
  // What is told after it, before the walk has come by.
  await world.hear(assigned(3, 2, '2026-11-23'))
  await walkAll(log, world.calendars)
  const recounts = async (clock: string) =>
    (await world.types(clock)).filter((type) => type === 'ClockRecounted').length
  for (const clock of ['legal', 'nivel-1', 'acuse']) expect(await recounts(clock)).toBe(1)
  expect(await world.now('nivel-1')).toMatchObject({ due: '2026-11-25' })
  const [begun] = await world.events('nivel-2')
  expect(begun?.data.calendar).toMatchObject({ id: 'cierre' })
  expect(await recounts('nivel-2')).toBe(0)
  await world.hear(answer(4, '2026-11-25'))
  expect(await world.now('legal')).toMatchObject({ state: 'met', due: '2026-12-15' })
})
