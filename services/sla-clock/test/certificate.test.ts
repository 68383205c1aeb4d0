import { certificateKeys, recount, verifyCertificate } from '@ventanilla/certificate'
import { memoryLog } from '@ventanilla/event-log/memory'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { certificateOf } from '../src/commands/certificate-of.ts'
import { readClock } from '../src/commands/read-clock.ts'
import { clockIdOf } from '../src/commands/streams.ts'
import { anyLawHistories } from './support/any-law.ts'
import { asRead } from './support/as-read.ts'
import { histories, live, other, recountedHistories } from './support/histories.ts'
import { underLaw } from './support/law-procedure.ts'
import { memoryWorld } from './support/memory-world.ts'
import { answeredOn, caseId, moved, opened } from './support/routing-events.ts'

const docs = new URL('../../../docs/reference/', import.meta.url)
/** The key of RFC 8037's appendix A. */
const known = {
  ...{ kty: 'OKP', crv: 'Ed25519', d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' },
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}

describe('the certificate of a clock', () => {
  it('comes out after any history, and says what its explanation says', () => {
    fc.assert(
      fc.property(fc.oneof(histories, recountedHistories, anyLawHistories), ([start, commands]) => {
        const certificate = certificateOf(asRead(start, live(start, commands)), '2026-11-20T15:00:00.000Z')
        expect(recount(certificate).filter(({ holds }) => !holds)).toEqual([])
      }),
      { numRuns: 6000 },
    )
  }, 120_000)

  it('is the example of the reference, signed by the key that everybody knows', async () => {
    const { hear, log, calendars } = memoryWorld()
    await hear(opened(1), moved(2, 'requerir', '2026-11-26'), moved(3, 'completar', '2026-12-03'))
    await hear(answeredOn(4, '2026-12-18'))
    const found = await readClock(log, calendars, clockIdOf(caseId, 'legal'))
    const keys = await certificateKeys({ keys: [known] })
    if (!found || !keys) throw new Error('there is no clock, or no key')
    const signed = await keys.sign(certificateOf(found, '2026-12-18T20:30:00.000Z'))
    const text = `${JSON.stringify(signed, null, 2)}\n`
    await expect(text).toMatchFileSnapshot(new URL('certificado.json', docs).pathname)
    const published = `${JSON.stringify(keys.public, null, 2)}\n`
    await expect(published).toMatchFileSnapshot(new URL('certificado-claves.json', docs).pathname)
    expect(await verifyCertificate(text)).toMatchObject({
      ...{ holds: true, certificate: { due: '2026-12-21', state: 'met', late: false } },
    })
  })

  it.each([
    ['meses', 'ley-142', { 'term.step': 'reclamo-factura' }],
    ['horas', 'tutela', { 'term.amount': '20', 'term.unit': 'business-hours' }],
  ])('of a term in %s is the example of the reference', async (name, regime, set) => {
    const find = underLaw(regime, { ...set, 'answer.countsWhen': 'sent' })
    const { hear, log, calendars } = memoryWorld([], memoryLog(), find)
    await hear(opened(1), moved(2, 'requerir', '2026-11-23'), moved(3, 'completar', '2026-11-25'))
    const found = await readClock(log, calendars, clockIdOf(caseId, 'legal'))
    const keys = await certificateKeys({ keys: [known] })
    if (!found || !keys) throw new Error('there is no clock, or no key')
    const text = `${JSON.stringify(await keys.sign(certificateOf(found, '2026-11-26T20:30:00.000Z')), null, 2)}\n`
    await expect(text).toMatchFileSnapshot(new URL(`certificado-${name}.json`, docs).pathname)
    expect(await verifyCertificate(text)).toMatchObject({ holds: true, certificate: { version: 2 } })
  })

  it('is checked by others when another calendar came to count the clock, and says so', async () => {
    const found = fc
      .sample(recountedHistories, { numRuns: 200, seed: 3 })
      .map(([start, commands]) => asRead(start, live(start, commands)))
      .find(({ events }) => events.at(-1)?.type === 'ClockRecounted')
    const keys = await certificateKeys({ keys: [known] })
    if (!found || !keys) throw new Error('there is no clock, or no key')
    const signed = await keys.sign(certificateOf(found, '2027-12-01T15:00:00.000Z'))
    expect(await verifyCertificate(JSON.stringify(signed))).toMatchObject({
      holds: true,
      certificate: {
        calendar: { version: other.version },
        summary: expect.stringContaining('se cuenta con otro calendario (Decreto 20 de 2026)'),
      },
    })
  })

  it('refers to its facts, and to those of routing that they tell', async () => {
    const { hear, log, calendars } = memoryWorld()
    await hear(opened(1), moved(2, 'requerir', '2026-11-26'))
    const found = await readClock(log, calendars, clockIdOf(caseId, 'legal'))
    if (!found) throw new Error('there is no clock')
    const { facts, pauses, due, endsAt, state, pausedOn } = certificateOf(found, '2026-11-27T15:00:00.000Z')
    expect(facts.map(({ type, routing }) => [type, routing])).toEqual([
      ['ClockStarted', null],
      ['ClockPaused', 2],
    ])
    expect(facts.map(({ position, id }) => ({ position, id }))).toEqual(
      found.events.map(({ position, id }) => ({ position, id })),
    )
    expect({ pauses, due, endsAt, state, pausedOn }).toEqual({
      pauses: [{ from: '2026-11-27', to: null, reason: 'Petición incompleta', source: null }],
      ...{ due: null, endsAt: null, state: 'paused', pausedOn: '2026-11-26' },
    })
  })

  it('is not issued before what it tells of', () => {
    const [start, commands] = fc.sample(histories, { numRuns: 1, seed: 7 })[0] ?? []
    if (!start || !commands) throw new Error('no history')
    const read = asRead(start, live(start, commands))
    const ahead = read.events.map((event) => ({ ...event, at: '2026-11-20T15:00:04.000Z' }))
    const { issuedAt } = certificateOf({ ...read, events: ahead }, '2026-11-20T15:00:00.000Z')
    expect(issuedAt).toBe('2026-11-20T15:00:04.000Z')
  })
})
