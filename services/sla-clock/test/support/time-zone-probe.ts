import { memoryWorld } from './memory-world.ts'
import { answeredOn, moved, opened } from './routing-events.ts'

/** A history whose every date lies near midnight somewhere: printed, so that two time zones can be compared. */
const world = memoryWorld()
await world.hear(opened(1), moved(2, 'requerir', '2026-11-26'), moved(3, 'completar', '2026-12-03'))
await world.hear(answeredOn(4, '2026-12-22'))
const events = (await world.events()).map(({ type, at, data }) => ({ type, at, data }))
const offset = new Date('2026-11-22T15:00:00.000Z').getTimezoneOffset()
process.stdout.write(JSON.stringify({ offset, told: { events, now: await world.now() } }))
