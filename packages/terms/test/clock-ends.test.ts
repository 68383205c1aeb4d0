import { describe, expect, it } from 'vitest'
import { fact, petition } from './clock-of.ts'

describe('a term that stops on its last day', () => {
  const stopped = fact('paused 2026-12-14T10:00')

  it('has that day left when it goes on, and passes nothing meanwhile', () => {
    expect(petition([stopped], { at: '2026-12-18' })).toMatchObject({ due: null, state: 'paused' })
    const after = [stopped, fact('resumed 2026-12-18T10:00')]
    expect(petition(after, { at: '2026-12-18T12:00' })).toMatchObject({
      ...{ due: '2026-12-21', state: 'running', breachedAt: null, remaining: 1 },
    })
    expect(petition(after, { at: '2026-12-22' }).breachedAt).toBe('2026-12-22T05:00:00.000Z')
  })

  it('has it again where it stops on the day that was left', () => {
    const again = [fact('resumed 2026-12-18'), fact('paused 2026-12-21'), fact('resumed 2026-12-23')]
    expect(petition([stopped, ...again]).due).toBe('2026-12-24')
  })

  it('is as long as before when it goes on that day, and is extended from the day that was left', () => {
    expect(petition([stopped, fact('resumed 2026-12-14T11:00')]).due).toBe('2026-12-14')
    const longer = fact('extended 2026-12-21T09:00', { reason: 'prueba', newDue: '2026-12-29' })
    expect(petition([stopped, fact('resumed 2026-12-18'), longer]).due).toBe('2026-12-29')
  })

  it('is no exception where the day of a stop never counts', () => {
    const set = { 'pause.pauseDay': 'not-counted' }
    expect(petition([stopped, fact('resumed 2026-12-18')], { set }).due).toBe('2026-12-21')
  })
})

describe('an answer that bounces after a server had taken it', () => {
  const required = fact('requirement-sent 2026-11-26')
  const given = [fact('answered 2026-11-30'), fact('delivered 2026-11-30T10:00'), fact('bounced 2026-12-01')]

  it('leaves a petition that was to be completed as it was: it waits for that still', () => {
    const waiting = petition([required, ...given], { at: '2026-12-02' })
    expect(waiting).toMatchObject({ state: 'paused', due: null, effects: [{ type: 'completion-due' }] })
    const completed = petition([required, ...given, fact('completed 2026-12-03')])
    expect(completed).toMatchObject({ state: 'running', due: '2026-12-21', refused: [] })
  })

  it('leaves the days of its reopening out, if it was of a case that had been opened again', () => {
    const met = [fact('answered 2026-11-24'), fact('delivered 2026-11-24'), fact('reopened 2026-11-26')]
    expect(petition([...met, ...given], { at: '2026-12-02' })).toMatchObject({
      ...{ state: 'running', due: petition(met).due, refused: [] },
    })
  })
})

describe('a case that had ended without an answer', () => {
  const given = [fact('transferred 2026-11-26'), fact('answered 2027-01-20'), fact('delivered 2027-01-21')]

  it('owed none: one that is given all the same is not late', () => {
    expect(petition(given)).toMatchObject({ state: 'met', late: false, breachedAt: null, refused: [] })
    const set = { 'answer.countsWhen': 'sent' }
    expect(petition(given.slice(0, 2), { set })).toMatchObject({ state: 'met', late: false })
  })

  it('has ended still when that answer bounces', () => {
    const bounced = fact('bounced 2027-01-22')
    expect(petition([...given, bounced], { at: '2027-03-01' })).toMatchObject({
      ...{ state: 'cancelled', breachedAt: null },
    })
  })

  it('stood still from that end on, if it is opened again', () => {
    // Thursday 26 November was the fourth day.
    expect(petition([...given, fact('reopened 2027-02-01')]).due).toBe('2027-02-16')
  })
})

describe('a case that is reopened', () => {
  const met = [fact('answered 2026-12-01'), fact('delivered 2026-12-01')]
  it.each([
    ['remaining-days', '2027-01-04', 'siguen corriendo los días que faltaban'],
    ['original-due', '2026-12-14', 'se conserva el vencimiento que tenía'],
    ['new-term', '2027-01-14', 'empieza un término nuevo'],
  ])('goes on with %s', (how, due, says) => {
    for (const answer of [
      petition([...met, fact('reopened 2026-12-21', { how })]),
      petition([...met, fact('reopened 2026-12-21')], { set: { 'reopen.how': how } }),
    ]) {
      expect(answer.due).toBe(due)
      expect(answer.sentences.join(' ')).toContain(says)
    }
  })

  it('with a new term says from which day it hangs, and that nothing was received on it', () => {
    const { explanation } = petition([...met, fact('reopened 2026-12-21', { how: 'new-term' })])
    expect(explanation[0]).toMatchObject({
      date: '2026-12-21',
      why: 'de este día cuelga un término nuevo: se cuenta desde el día siguiente',
    })
  })
})
