import { type Calendar, nationalCalendar, withOverlays } from '@ventanilla/calendar'
import { fold } from '@ventanilla/decider'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { withThese } from '../src/commands/calendar-in-force.ts'
import { type ClockCommand, clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import type { ClockStart } from '../src/domain/facts.ts'
import { judge, movedBy, sameJudgement } from '../src/domain/judge.ts'
import { casesAfter } from '../src/queries/what-if/cases.ts'
import { annulled, answered, calendar, extend, hear, petition, runs, stops } from './support/clock-facts.ts'
import { overlay } from './support/memory-world.ts'
import { entity } from './support/routing-events.ts'

const closing = (date: string, more = '', name = 'prueba') =>
  overlay(`calendar: ${name}
base: co
valid: { from: 2026-01-01, to: 2026-12-31 }
${more}
closed: [{ date: ${date}, by: Resolución 12 }]`)

function lived(commands: ClockCommand[], start: ClockStart = petition()) {
  let state = clockDecider.initial
  for (const command of [{ type: 'Start', start, calendar } as const, ...commands]) {
    const decision = clockDecider.decide(command, state)
    if ('refused' in decision) throw new Error(decision.refused)
    state = fold(clockDecider, decision as ClockEvent[], state)
  }
  return (days: Calendar, at: string) => judge(start, state, days, at)
}

const tried = withOverlays([closing('2026-12-09')])

describe('a clock judged under another calendar', () => {
  it('is due a business day later for a day that is closed, and may be running where it was breached', () => {
    const under = lived([])
    const at = '2026-12-15T15:00:00.000Z'
    const [before, after] = [under(calendar, at), under(tried, at)]
    expect(before).toEqual({ state: 'breached', due: '2026-12-14', rung: 'rojo', late: null })
    expect(after).toEqual({ state: 'warned', due: '2026-12-15', rung: 'rojo', late: null })
    expect(movedBy(before, after, tried)).toBe(1)
    expect(movedBy(after, before, calendar)).toBe(-1)
  })

  it('is judged at the instant asked for, to the millisecond, whatever was told of it', () => {
    const under = lived([])
    expect(under(calendar, '2026-12-02T04:59:59.999Z').state).toBe('running')
    expect(under(calendar, '2026-12-02T05:00:00.000Z')).toMatchObject({ state: 'warned', rung: 'amarillo' })
    expect(under(tried, '2026-12-10T05:00:00.000Z')).toMatchObject({ state: 'warned', rung: 'amarillo' })
    expect(under(calendar, '2026-12-15T04:59:59.999Z').state).toBe('warned')
    expect(under(calendar, '2026-12-15T05:00:00.000Z').state).toBe('breached')
  })

  it('that was answered becomes timely, or late', () => {
    const under = lived([hear(answered(5, '2026-12-15'))])
    const at = '2026-12-20T15:00:00.000Z'
    expect(under(calendar, at)).toMatchObject({ state: 'met', due: '2026-12-14', late: true })
    expect(under(tried, at)).toMatchObject({ state: 'met', due: '2026-12-15', late: false })
  })

  it('that is suspended has the date it would have if it went on that day', () => {
    const under = lived([hear(stops(5, '2026-12-02'))])
    const at = '2026-12-11T15:00:00.000Z'
    const [before, after] = [under(calendar, at), under(tried, at)]
    expect(before).toMatchObject({ state: 'paused', due: '2026-12-21' })
    // The closed day fell into the suspension: it is lost to neither.
    expect(sameJudgement(before, after)).toBe(true)
    const still = lived([hear(stops(5, '2026-12-14'))])
    expect(sameJudgement(still(calendar, at), still(tried, at))).toBe(false)
  })

  it('keeps its extensions and pauses: facts stay what they are', () => {
    const under = lived([hear(stops(5, '2026-11-26')), hear(runs(6, '2026-12-03')), extend({ amount: 2 })])
    const at = '2026-12-11T15:00:00.000Z'
    expect(under(calendar, at).due).toBe('2026-12-23')
    expect(under(tried, at).due).toBe('2026-12-24')
  })

  it('that ended without an answer is nobody’s matter', () => {
    const under = lived([hear(annulled(5, '2026-12-01'))])
    const at = '2026-12-20T15:00:00.000Z'
    expect(under(tried, at)).toEqual({ state: 'cancelled', due: null, rung: null, late: null })
    expect(sameJudgement(under(calendar, at), under(tried, at))).toBe(true)
  })

  it('that the calendar refuses to count says so, and keeps no other from being counted', () => {
    const strict = withOverlays([
      overlay(`calendar: corto
base: co
valid: { from: 2026-01-01, to: 2026-12-04 }
outside: refuse
closed: []`),
    ])
    const under = lived([])
    const at = '2026-12-01T15:00:00.000Z'
    const [before, after] = [under(calendar, at), under(strict, at)]
    expect(after).toEqual({ state: 'uncountable', due: null, rung: null, late: null })
    expect(movedBy(before, after, strict)).toBeUndefined()
  })

  it('in calendar days doesn’t move', () => {
    const under = lived([], petition({ unit: 'calendar-days', ladder: [] }))
    const at = '2026-12-01T15:00:00.000Z'
    expect(under(withOverlays([closing('2026-12-01')]), at)).toEqual(under(nationalCalendar(), at))
  })
})

describe('the overlays that are tried', () => {
  const [one, other, edited] = [
    closing('2026-12-09', '', 'uno'),
    closing('2026-12-10', '', 'otro'),
    closing('2026-12-11', '', 'uno'),
  ]
  it.each([
    ['none leaves what is in force', [one, other], [], [one, other]],
    ['the same leaves what is in force', [one, other], [one], [one, other]],
    ['an edited one takes the place of the one with its name', [one, other], [edited], [edited, other]],
    ['a new one prevails', [one], [other], [one, other]],
    ['several of a name take one place', [one, other, edited], [edited], [edited, other]],
    ['and go where nothing is in force', [], [one, other], [one, other]],
  ])('%s', (_, inForce, asked, expected) => {
    expect(withThese(inForce, asked)).toEqual(expected)
  })
})

describe('a page of cases', () => {
  const fact = (stream: string, type: string, data: object) => ({
    ...{ stream, expected: 'any' as const, actor: 'test' },
    events: [{ id: crypto.randomUUID(), type, data: data as never, at: '2026-11-23T14:00:00.000Z' }],
  })

  it('ends where it has enough of them, and after a long stretch without any', async () => {
    const log = memoryLog()
    for (const caseId of ['a', 'b', 'c'])
      await log.write(entity, { appends: [fact(`case/${caseId}`, 'ClocksOpened', { caseId, clocks: [] })] })
    for (let n = 0; n < 10_500; n++) await log.write(entity, { appends: [fact('clock/a', 'FactNoted', {})] })
    await log.write(entity, { appends: [fact('case/d', 'ClocksOpened', { caseId: 'd', clocks: [] })] })
    const ids = ({ cases }: { cases: readonly { caseId: string }[] }) => cases.map(({ caseId }) => caseId)
    const first = await casesAfter(log, entity, 0, 2)
    expect([ids(first), first.position, first.head]).toEqual([['a', 'b'], 2, 10_504])
    const second = await casesAfter(log, entity, first.position, 2)
    expect([ids(second), second.position]).toEqual([['c'], 10_002])
    const third = await casesAfter(log, entity, second.position, 2)
    expect([ids(third), third.position]).toEqual([['d'], third.head])
    expect(ids(await casesAfter(log, entity, third.position, 2))).toEqual([])
  })
})
