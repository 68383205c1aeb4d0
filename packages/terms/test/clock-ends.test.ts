import { describe, expect, it } from 'vitest'
import { clockOf, codes, fact, petition } from './clock-of.ts'

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

describe('what happens between a delivery and its bounce', () => {
  const answered = [fact('answered 2026-03-17T09:00'), fact('delivered 2026-03-17T10:00')]
  const bounced = fact('bounced 2026-03-19T09:00')
  const required = fact('requirement-sent 2026-03-06T09:00')
  const of = (facts: readonly object[]) =>
    clockOf('peticion', [fact('received 2026-03-02T10:00'), ...facts], { at: '2026-09-30' })

  it.each<[string, object[], object]>([
    ['completing', [required, ...answered, fact('completed 2026-03-18T09:00')], { state: 'breached' }],
    ['going on', [fact('paused 2026-03-06'), ...answered, fact('resumed 2026-03-18')], { state: 'breached' }],
    ['a withdrawal', [...answered, fact('withdrawn 2026-03-18')], { state: 'cancelled' }],
    ['a transfer', [...answered, fact('transferred 2026-03-18')], { state: 'cancelled' }],
    [
      'an extension',
      [...answered, fact('extended 2026-03-18', { days: 5, reason: 'prueba' })],
      { due: '2026-03-31' },
    ],
    ['a delivery by another way', [...answered, fact('delivered 2026-03-18T08:00')], { state: 'met' }],
  ])('%s counts, as if it had not been delivered', (_, facts, expected) => {
    const without = facts.filter((one) => one !== answered[1])
    const { refused, ...rest } = of([...facts, bounced])
    expect(rest).toMatchObject(expected)
    const { refused: none, sentences: _s, ...plain } = of(without)
    expect([refused, none]).toEqual([[], []])
    expect(rest).toMatchObject(plain)
  })

  it('stays refused where the case was opened again: the answer had ended it', () => {
    const opened = fact('reopened 2026-03-18T10:00', { how: 'original-due' })
    const answer = of([...answered, fact('withdrawn 2026-03-18T08:00'), opened, bounced])
    expect(codes(answer)).toEqual(['clock-ended', 'bounced-without-answer'])
  })
})

describe('a term that begins anew', () => {
  const restart = { 'completion.mode': 'restart' }

  it('of a case that was open on the first day of a law that took what was open, has its days', () => {
    // Decreto Legislativo 491 de 2020: thirty days, from 28 March.
    for (const day of ['2020-03-27', '2020-03-28', '2020-04-15']) {
      const facts = [
        'received 2020-03-02T10:00',
        'requirement-sent 2020-03-10T10:00',
        `completed ${day}T10:00`,
      ]
      const { term } = clockOf(
        'peticion',
        facts.map((text) => fact(text)),
        { set: restart },
      )
      expect(term).toEqual({ amount: 30, unit: 'business-days' })
    }
  })

  it('leaves a case that was closed that day as it was, whatever becomes of it', () => {
    const closed = ['received 2020-03-06T10:00', 'answered 2020-03-20T10:00', 'delivered 2020-03-20T10:00']
    const opened = fact('reopened 2020-06-01T10:00', { how: 'original-due' })
    expect(clockOf('peticion', [...closed.map((text) => fact(text)), opened]).due).toBe('2020-03-30')
    const late = [
      'received 2020-03-06',
      'withdrawn 2020-03-20',
      'answered 2020-04-02T09:00',
      'delivered 2020-04-02T10:00',
    ]
    const ended = clockOf(
      'peticion',
      late.map((text) => fact(text)),
    )
    expect(ended.due).toBe('2020-03-30')
  })

  it('leaves the days from the filing as they were', () => {
    const facts = [
      ...['received 2026-03-02T10:00', 'requirement-sent 2026-03-06', 'completed 2026-04-06'],
      'requirement-sent 2026-04-10',
    ]
    const again = clockOf(
      'peticion',
      facts.map((text) => fact(text)),
      { set: restart },
    )
    expect(codes(again)).toEqual(['requirement-late'])
    const moved = [
      ...['received 2026-03-02T10:00', 'answered 2026-03-04T09:00', 'delivered 2026-03-04T10:00'].map(
        (text) => fact(text),
      ),
      fact('reopened 2026-04-06', { how: 'new-term' }),
      fact('transferred 2026-04-10'),
    ]
    expect(clockOf('peticion', moved).effects.map(({ type }) => type)).toEqual(['transfer-late'])
  })

  it('does not undo what the silence on the first one made', () => {
    const facts = [
      ...['received 2026-03-02T10:00', 'answered 2026-03-27T09:00', 'delivered 2026-03-27T10:00'].map(
        (text) => fact(text),
      ),
      fact('reopened 2026-04-06', { how: 'new-term' }),
    ]
    const silent = (at: string) =>
      clockOf('ley-142', facts, { at }).effects.filter(({ type }) => type === 'positive-silence')
    expect(silent('2026-04-05')).toHaveLength(1)
    expect(silent('2026-04-07')).toEqual(silent('2026-04-05'))
  })
})
