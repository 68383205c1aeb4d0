import { randomUUID } from 'node:crypto'
import { bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import type { EventLog } from '@ventanilla/event-log'
import { memoryLog } from '@ventanilla/event-log/memory'
import type { Entity } from '@ventanilla/procedures'
import { watermarkClock } from '@ventanilla/runtime'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DrawDeps, drawSample, redraw } from '../src/commands/samples/draw.ts'
import { commitmentTo, drawn, populationSum } from '../src/commands/samples/keys.ts'
import { readSample } from '../src/commands/samples/stored.ts'
import { nextMonth, parseMonth, previousMonth } from '../src/domain/sample/month.ts'
import { sampleSize } from '../src/domain/sample/size.ts'
import { memoryReached } from '../src/reactions/reached.ts'
import { caseId, keepInJournal, publisher } from './facts.ts'

const rule = { share: 20, atLeast: 3, source: 'Documento de prueba' }
const entity = {
  id: 'icetex',
  versions: [{ id: 'pqrsd', version: 4, valid: { from: '2024-01-01' }, sample: rule }],
} as unknown as Entity
const order = { entity: 'icetex', procedure: 'pqrsd', month: '2024-02', actor: 'user:jefa' }

/** @param now business time, up to which everybody was heard */
function depsOf(log: EventLog, now = bogotaInstant('2024-03-01'), secret = 'un secreto de prueba'): DrawDeps {
  const reached = memoryReached()
  for (const source of ['intake', 'routing'] as const) reached.heard(source, now)
  const entities = new Map([['icetex', entity]])
  return { log, reached, clock: watermarkClock(now), entities, trackingSecret: secret }
}

/** So many cases, of which the n-th ended on the n-th day of the month. */
function ended(cases: number, month: string, tell = publisher(), from = 0): PublicEvent[] {
  return Array.from({ length: cases }, (_, n) => {
    const id = caseId(from + n)
    const received = bogotaInstant(`${month}-01`, '08:00')
    const day = `${month}-${String((n % 28) + 1).padStart(2, '0')}`
    return [
      ...[tell.filed(id, received), tell.opened(id, received)],
      ...[tell.answered(id, day), tell.moved(id, day, 'respondida')],
    ]
  }).flat()
}

async function draw(deps: DrawDeps, more: Partial<typeof order> = {}) {
  const answer = await drawSample(deps, { ...order, ...more })
  if ('refused' in answer) throw new Error(answer.refused)
  return answer
}

describe('the sample of a month', () => {
  it('is as large as the procedure says, of the cases that ended in it', async () => {
    const log = memoryLog()
    const tell = publisher()
    const reopened = caseId(3)
    await keepInJournal(log, [
      ...ended(40, '2024-02', tell),
      ...ended(5, '2024-01', tell, 100),
      ...ended(5, '2024-03', tell, 200),
      tell.moved(reopened, '2024-02-20', 'reabierta', { clock: 'runs' }),
      tell.filed(caseId(300), bogotaInstant('2024-02-03', '09:00')),
    ])
    const { sample } = await draw(depsOf(log, bogotaInstant('2024-04-01')))
    const { cases, population } = sample.state.drawn
    const own = Array.from({ length: 40 }, (_, n) => caseId(n)).filter((id) => id !== reopened)
    expect(population).toEqual({ cases: 39, sha256: populationSum(own) })
    expect(cases).toHaveLength(8)
    expect(cases.filter((id) => !own.includes(id))).toEqual([])
  })

  it('is drawn once, whoever asks and whatever happens after; drawn again it is the same', async () => {
    const log = memoryLog()
    const tell = publisher()
    await keepInJournal(log, ended(40, '2024-02', tell))
    const [first, other] = await Promise.all([draw(depsOf(log)), draw(depsOf(log), { actor: 'user:otra' })])
    expect([first.isNew, other.isNew].sort()).toEqual([false, true])
    expect(first.sample).toEqual(other.sample)
    await keepInJournal(log, [tell.moved(caseId(1), '2024-03-05', 'reabierta', { clock: 'runs' })])
    const later = await draw(depsOf(log, bogotaInstant('2024-05-01')))
    expect([later.isNew, later.sample]).toEqual([false, first.sample])
    expect(await redraw(log, later.sample)).toEqual({ samePopulation: true, sameCases: true })
  })

  it('comes out the same however late it is drawn, and in whatever order all was heard', async () => {
    const [soon, late] = [memoryLog(), memoryLog()]
    const told = ended(40, '2024-02')
    await keepInJournal(soon, told)
    const bySource = told.toSorted((a, b) => (a.source < b.source ? 1 : a.source > b.source ? -1 : 0))
    const tell = publisher()
    // Numbered like the facts that were told before them.
    ended(40, '2024-02', tell)
    await keepInJournal(late, [
      ...bySource,
      tell.moved(caseId(1), '2024-03-05', 'reabierta', { clock: 'runs' }),
    ])
    const [one, other] = [await draw(depsOf(soon)), await draw(depsOf(late, bogotaInstant('2024-09-01')))]
    expect(other.sample.state.drawn.cases).toEqual(one.sample.state.drawn.cases)
  })

  it('was promised by the one of the month before, and a key that was changed since is told of', async () => {
    const log = memoryLog()
    const tell = publisher()
    await keepInJournal(log, [
      ...ended(20, '2024-02', tell),
      ...ended(20, '2024-03', tell, 100),
      ...ended(20, '2024-04', tell, 200),
    ])
    const deps = depsOf(log, bogotaInstant('2024-05-01'))
    const february = (await draw(deps)).sample.state.drawn
    const march = (await draw(deps, { month: '2024-03' })).sample.state.drawn
    expect(february.promised).toBeUndefined()
    expect([march.promised, commitmentTo(march.key)]).toEqual([true, february.next])
    const chosen = depsOf(log, bogotaInstant('2024-05-01'), 'otro secreto')
    expect((await draw(chosen, { month: '2024-04' })).sample.state.drawn.promised).toBe(false)
  })

  it('that was altered by hand is found out', async () => {
    const log = memoryLog()
    await keepInJournal(log, ended(40, '2024-02'))
    const { sample } = await draw(depsOf(log))
    const { drawn: facts } = sample.state
    const swapped = [...facts.cases.slice(1), caseId(facts.cases.includes(caseId(1)) ? 2 : 1)]
    const altered = { ...sample, state: { ...sample.state, drawn: { ...facts, cases: swapped } } }
    expect(await redraw(log, altered)).toEqual({ samePopulation: true, sameCases: false })
    const fewer = { ...facts, population: { ...facts.population, sha256: populationSum([]) } }
    const other = { ...sample, state: { ...sample.state, drawn: fewer } }
    expect(await redraw(log, other)).toMatchObject({ samePopulation: false })
  })

  it.each([
    ['month-not-over', { now: bogotaInstant('2024-02-29', '23:59') }, {}],
    ['bad-month', {}, { month: '2024-13' }],
    ['sample-not-asked', {}, { procedure: 'otro' }],
    ['sample-not-asked', {}, { entity: 'otra' }],
    ['sample-empty', {}, { month: '2024-01' }],
  ])('is refused as %s', async (code, { now }: { now?: string }, more) => {
    const log = memoryLog()
    await keepInJournal(log, ended(4, '2024-02'))
    expect(await drawSample(depsOf(log, now), { ...order, ...more })).toMatchObject({ refused: code })
    expect(await readSample(log, randomUUID())).toBeUndefined()
  })

  it('waits for what happened in the month and has not come in', async () => {
    const log = memoryLog()
    const deps = { ...depsOf(log), reached: memoryReached() }
    expect(await drawSample(deps, order)).toMatchObject({ refused: 'journal-behind' })
  })
})

describe('drawing', () => {
  const ids = fc.uniqueArray(fc.uuid(), { maxLength: 60 })
  const key = fc.stringMatching(/^[0-9a-f]{64}$/)

  it('takes so many, each once, in whatever order they are given; more of them hold fewer', () => {
    fc.assert(
      fc.property(ids, key, fc.nat(80), fc.nat(80), (cases, secret, one, other) => {
        const [fewer, more] = [Math.min(one, other), Math.max(one, other)]
        const some = drawn(cases, secret, fewer)
        expect(some).toHaveLength(Math.min(fewer, cases.length))
        expect(some.filter((id) => !cases.includes(id))).toEqual([])
        expect(drawn(cases.toReversed(), secret, fewer)).toEqual(some)
        expect(drawn(cases, secret, more).slice(0, fewer)).toEqual(some)
      }),
      { numRuns: 1_000 },
    )
  })

  it('prefers nobody: over many keys each case comes as often as another', () => {
    const cases = Array.from({ length: 20 }, (_, n) => caseId(n))
    const times = new Map(cases.map((id) => [id, 0]))
    const keys = Array.from({ length: 4_000 }, (_, n) => commitmentTo(n.toString(16).padStart(64, '0')))
    for (const one of keys) for (const id of drawn(cases, one, 5)) times.set(id, (times.get(id) ?? 0) + 1)
    // A thousand expected of each, with a standard deviation of 27.
    for (const count of times.values()) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  it('takes the share, rounded up, and at least so many while there are', () => {
    expect([0, 2, 10, 15, 16, 100].map((cases) => sampleSize(cases, rule))).toEqual([0, 2, 3, 3, 4, 20])
  })

  it('knows the months of a year and their last instant', () => {
    expect(parseMonth('2024-02')).toEqual({
      ...{ month: '2024-02', first: '2024-02-01', last: '2024-02-29', end: '2024-03-01T05:00:00.000Z' },
    })
    expect(['2024-13', '2024-2', '1983-01', '2200-01', 'x'].map(parseMonth)).toEqual(Array(5).fill(undefined))
    expect([nextMonth('2024-12'), previousMonth('2024-01'), nextMonth('2024-08')]).toEqual([
      ...['2025-01', '2023-12', '2024-09'],
    ])
  })
})
