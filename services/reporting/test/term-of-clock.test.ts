import { addDays, nationalCalendar, parseOverlay, withOverlays } from '@ventanilla/calendar'
import type { ExtensionNotCounted, PublicEvent } from '@ventanilla/contracts'
import { addBusinessDays } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import { addFact, newFacts } from '../src/domain/case-file.ts'
import { principal } from '../src/domain/clock-story.ts'
import { explain, termRules } from '../src/domain/term-of-clock.ts'
import { followView } from '../src/queries/follow/view.ts'
import { icetex } from './definition.ts'
import { caseId, publisher } from './facts.ts'

const id = caseId(1)
const co = nationalCalendar()
const tell = publisher()
const at = '2024-01-10T15:00:00.000Z'
const dayRules = (pauseDay: 'counts' | 'not-counted', resumeDay: 'counts' | 'not-counted') =>
  tell.opened(id, at, {
    terms: [
      {
        ...{ clock: 'legal', regime: 'ley-1755', amount: 15, unit: 'business-days', received: '2024-01-10' },
        ...{ source: 'Ley 1437 de 2011, artículo 14', ladder: [], pauseDay, resumeDay },
      },
    ],
  })
const factsOf = (events: readonly PublicEvent[]) => events.reduce(addFact, newFacts(id))
const started = tell.started(id, '2024-01-10', '2024-01-31')

function explained(events: readonly PublicEvent[], calendar = co) {
  const { story, clocks } = factsOf(events)
  const clock = principal(clocks)
  return clock && explain(clock, termRules(story, clock.clock), calendar)
}

describe('the days of a term', () => {
  it('lead to the date that was told', () => {
    const found = explained([started])
    expect(found?.due).toBe('2024-01-31')
    expect(found?.explanation.filter(({ counted }) => counted)).toHaveLength(15)
  })

  it.each([
    ['counts', 'not-counted', 2],
    ['counts', 'counts', 1],
    ['not-counted', 'not-counted', 3],
    ['not-counted', 'counts', 2],
  ] as const)('of a pause: its first day %s, the day it goes on %s', (pauseDay, resumeDay, lost) => {
    // Paused on Monday the 15th, completed on Wednesday the 17th.
    const due = addBusinessDays('2024-01-31', lost, co)
    const events = [
      dayRules(pauseDay, resumeDay),
      started,
      tell.paused(id, '2024-01-15'),
      tell.resumed(id, '2024-01-17', due),
    ]
    expect(explained(events)?.due).toBe(due)
  })

  it('lead to it in months too; a term in hours is told by days, which explain none of it', () => {
    const months = explained([tell.started(id, '2024-01-10', '2025-04-10', 'co@1', 'calendar-months')])
    expect(months?.due).toBe('2025-04-10')
    expect(months?.explanation.filter(({ counted }) => counted)).toHaveLength(456)
    expect(
      explained([tell.started(id, '2024-01-10', '2024-01-11', 'co@1', 'calendar-hours')]),
    ).toBeUndefined()
  })

  it('have no end while a pause lasts', () => {
    const found = explained([started, tell.paused(id, '2024-01-15')])
    expect(found?.due).toBeUndefined()
    expect(found?.explanation.at(-1)).toMatchObject({ date: '2024-01-16', kind: 'paused', counted: false })
  })

  it('go on with the extension', () => {
    const found = explained([started, tell.extended(id, '2024-01-30', 15, '2024-02-21')])
    expect(found?.due).toBe('2024-02-21')
    expect(found?.explanation.at(-1)?.why).toContain('de la prórroga')
  })

  it('stay as they are with one that its law does not count, and a breach stays one', () => {
    const notCounted: ExtensionNotCounted = 'extension-not-counted'
    const flags = ['extension-after-due', notCounted]
    const events = [
      started,
      tell.breached(id, '2024-02-01', '2024-01-31'),
      tell.extended(id, '2024-02-02', 15, '2024-01-31', flags),
    ]
    expect(explained(events)?.due).toBe('2024-01-31')
    expect(principal(factsOf(events).clocks)).toMatchObject({ state: 'breached', extensions: [], flags })
  })

  it('of a case that was opened again are counted as the procedure says', () => {
    const ended = [started, tell.answered(id, '2024-01-22'), tell.moved(id, '2024-01-22', 'respondida')]
    const again = (reopens: 'original-due' | 'remaining-days' | 'new-term', due: string) => [
      ...ended,
      tell.met(id, '2024-01-22', '2024-01-31'),
      tell.moved(id, '2024-02-05', 'reabierta', { clock: 'runs', reopens }),
      tell.resumed(id, '2024-02-05', due, 'No está conforme'),
    ]
    expect(explained(again('original-due', '2024-01-31'))?.due).toBe('2024-01-31')
    const fresh = addBusinessDays('2024-02-05', 15, co)
    expect(explained(again('new-term', fresh))?.explanation[0]?.date).toBe('2024-02-05')
    // Eight days had run up to and with the 22nd; seven were left, from the day after the 5th.
    const left = addBusinessDays('2024-02-05', 7, co)
    expect(explained(again('remaining-days', left))?.due).toBe(left)
  })

  it('are not shown when they would not explain the date, or were counted by another calendar', () => {
    expect(explained([tell.started(id, '2024-01-10', '2024-02-01')])).toBeUndefined()
    const overlay = parseOverlay(
      'calendar: prueba\nbase: co\nvalid: { from: 2024-01-01, to: 2024-12-31 }\nclosed: [{ date: 2024-01-16, by: Acto 1 }]',
    )
    if (!('overlay' in overlay)) throw new Error(overlay.detail)
    expect(explained([started], withOverlays([overlay.overlay]))).toBeUndefined()
  })

  it('count a closing that does not suspend them', () => {
    const closing = { date: '2024-01-16', by: 'Acto 1', suspends: { except: ['ley-1755'] } }
    const valid = { from: '2024-01-01', to: '2024-12-31' }
    const calendar = withOverlays([{ calendar: 'prueba', base: 'co', valid, closed: [closing], counted: [] }])
    const found = explained(
      [dayRules('counts', 'counts'), tell.started(id, '2024-01-10', '2024-01-31', calendar.version)],
      calendar,
    )
    expect(found?.explanation.find(({ date }) => date === '2024-01-16')).toMatchObject({
      counted: true,
      why: 'cierre de la entidad: Acto 1; no suspende este término',
    })
  })
})

describe('what a citizen is told', () => {
  const view = (events: readonly PublicEvent[], calendar = co) =>
    followView({ facts: factsOf(events) }, icetex, calendar)
  const filed = tell.filed(id, at, { kind: 'queja' })
  const numbered = tell.numbered(id, at, 1)

  it('before anybody has opened the case', () => {
    expect(view([filed, numbered])).toMatchObject({
      ...{ kind: 'Queja', state: 'Recibida', term: null, answered: false },
      summary: 'La recibimos y la vamos a repartir a quien debe responderla.',
    })
  })

  it('while it is awaited', () => {
    const told = view([filed, numbered, started, tell.paused(id, '2024-01-15')])
    expect(told.term).toMatchObject({ due: null, note: expect.stringContaining('suspendido') })
    expect(told.summary).toContain('suspendido')
  })

  it('once it was answered, or ended otherwise', () => {
    const answered = [tell.answered(id, '2024-01-20'), tell.moved(id, '2024-01-20', 'respondida')]
    expect(view([filed, numbered, started, ...answered])).toMatchObject({
      ...{ answered: true, answeredOn: '2024-01-20', state: 'Respondida de fondo' },
      summary: 'Se respondió el 20 de enero de 2024.',
    })
    const withdrawn = tell.moved(id, '2024-01-20', 'desistida', { final: true })
    expect(view([filed, numbered, started, withdrawn]).summary).toContain('sin una respuesta de fondo')
  })

  it('when its calendar has changed since: the date, without days that would not lead to it', () => {
    const old = tell.started(id, '2024-01-10', addDays('2024-01-31', 1), 'icetex@0123456789ab')
    expect(view([filed, numbered, old]).term).toMatchObject({
      ...{ due: '2024-02-01', days: [], calendar: 'icetex@0123456789ab' },
      note: expect.stringContaining('ya no es el vigente'),
    })
  })
})
