import type { PublicEvent } from '@ventanilla/contracts'
import { memoryLog } from '@ventanilla/event-log/memory'
import { expect, it } from 'vitest'
import { createHeard } from '../src/reactions/heard.ts'
import { createJournal } from '../src/reactions/journal.ts'

const CASE = '0191d3a4-5b6c-5d7e-8f90-a1b2c3d4e5f6'

const numbered = (sequence: number, subject = CASE): PublicEvent => ({
  ...{
    id: `00000000-0000-5000-8000-00000000000${sequence}`,
    source: 'intake',
    entity: 'icetex',
    subject,
    sequence,
  },
  ...{ at: '2026-03-24T15:00:00.000Z', recordedAt: '2026-03-24T15:00:00.000Z', actor: 'client:a' },
  type: 'ventanilla.intake.FilingNumbered.v1',
  data: {
    ...{ caseId: subject, radicado: 'ICX-2026-000001', number: 1, series: 'icetex/2026' },
    numberedAt: '2026-03-24T15:00:00.000Z',
  },
})

const written = { caseId: CASE, source: 'intake', position: 4 }
/** Where the journal has it. */
const kept = { entity: 'icetex', position: 1 }

it('waits for the case itself, up to the position', async () => {
  const heard = createHeard(memoryLog())
  let over = false
  const waiting = heard.until(written, 60_000).then((there) => {
    over = true
    return there
  })
  heard.told([numbered(3), numbered(5, 'another case')], kept)
  await new Promise((resolve) => setImmediate(resolve))
  expect(over).toBe(false)
  heard.told([numbered(4)], kept)
  expect(await waiting).toEqual(kept)
})

it('finds what is in the journal already, or came there by another process', async () => {
  const log = memoryLog()
  const heard = createHeard(log)
  const waiting = heard.until(written, 60_000)
  await createJournal(
    'reporting',
    log,
  )({
    ...{ source: 'intake', entity: 'icetex', events: [numbered(4)] },
    places: [{ consumer: 'reporting', source: 'intake/icetex', expected: 0, next: 4 }],
  })
  expect(await waiting).toEqual(kept)
  expect(await heard.until(written, 0)).toEqual(kept)
})

it('gives up after its time', async () => {
  expect(await createHeard(memoryLog()).until(written, 10)).toBeUndefined()
})

it('asks once for all who wait', async () => {
  const log = memoryLog()
  let asked = 0
  const heard = createHeard({
    streams: (ids) => {
      asked += 1
      return log.streams(ids)
    },
  })
  const cases = Array.from(
    { length: 200 },
    (_, n) => `0191d3a4-5b6c-5d7e-8f90-${String(n).padStart(12, '0')}`,
  )
  const waiting = cases.map((caseId) => heard.until({ ...written, caseId }, 60_000))
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect(asked).toBeLessThan(20)
  heard.told(
    cases.map((caseId) => numbered(4, caseId)),
    kept,
  )
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([kept]))
})

it('tells who waits that the journal could not be asked, and asks it again for the next', async () => {
  const log = memoryLog()
  let away = true
  const heard = createHeard({
    streams: async (ids) => {
      if (away) throw new Error('away')
      return log.streams(ids)
    },
  })
  await expect(heard.until(written, 60_000)).rejects.toThrow('away')
  away = false
  const waiting = heard.until(written, 60_000)
  heard.told([numbered(4)], kept)
  expect(await waiting).toEqual(kept)
})
