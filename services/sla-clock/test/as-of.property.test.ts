import fc from 'fast-check'
import { expect, it } from 'vitest'
import { activateCalendar } from '../src/commands/activate-calendars.ts'
import { knownAt, readClock } from '../src/commands/read-clock.ts'
import { explanationOf } from '../src/http/views.ts'
import { histories } from './support/histories.ts'
import { overlay } from './support/memory-world.ts'
import { entity } from './support/routing-events.ts'
import { tickingLog, writeLife } from './support/written-clock.ts'

const another = overlay(`calendar: otro
base: co
valid: { from: 2026-01-01, to: 2027-12-31 }
closed: [{ date: 2026-12-09, by: Resolución 14 }]`)

it('what was known at an instant is what was answered then, whatever was written since', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.integer({ min: 0, max: 12 }), async ([start, commands], change) => {
      const { log, calendars, now } = tickingLog()
      await calendars.current(entity)
      const read = async () => {
        const found = await readClock(log, calendars, start.clockId)
        if (!found) throw new Error('the clock has not started')
        return found
      }
      const answers: [instant: string, answer: unknown][] = []
      const before = now()
      await writeLife(log, start, commands, async (nth) => {
        const found = await read()
        const answer = explanationOf(found)
        // Asked as of now it is the answer to who doesn't say when.
        expect(explanationOf((await knownAt(found, calendars, now())) ?? found)).toEqual(answer)
        answers.push([now(), answer])
        // Another calendar is put in force in the middle of its life.
        if (nth === change)
          await activateCalendar(log, { entity, overlays: [another], at: now(), actor: 'test' })
      })
      const found = await read()
      for (const [instant, answer] of answers) {
        const known = await knownAt(found, calendars, instant)
        expect(known && explanationOf(known)).toEqual(answer)
      }
      expect(await knownAt(found, calendars, before)).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})
