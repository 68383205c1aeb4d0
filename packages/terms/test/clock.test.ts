import { describe, expect, it } from 'vitest'
import { clockOf, codes, fact, petition, received } from './clock-of.ts'

describe('what meets a term', () => {
  const answered = fact('answered 2026-12-10')
  const delivered = fact('delivered 2026-12-14T23:59:59.999')

  it('is the substantive answer that was delivered, to the last millisecond', () => {
    expect(petition([answered, delivered])).toMatchObject({ state: 'met', late: false, breachedAt: null })
    expect(petition([answered, fact('delivered 2026-12-15T00:00')])).toMatchObject({
      ...{ state: 'met', late: true, due: '2026-12-14', breachedAt: '2026-12-15T05:00:00.000Z' },
    })
  })

  it('is never an interim answer, an answer that was only sent, or one that bounced', () => {
    const at = '2026-12-16'
    const breached = { state: 'breached', breachedAt: '2026-12-15T05:00:00.000Z', refused: [] }
    expect(petition([fact('interim-answer 2026-11-25')], { at })).toMatchObject(breached)
    expect(petition([answered], { at })).toMatchObject(breached)
    expect(petition([answered, fact('bounced 2026-12-10T09:00')], { at })).toMatchObject(breached)
    // A server said that it was delivered, and then that it wasn't.
    const taken = [answered, fact('delivered 2026-12-10T08:00'), fact('bounced 2026-12-11')]
    expect(petition(taken, { at })).toMatchObject(breached)
    expect(petition([...taken, fact('delivered 2026-12-14')], { at })).toMatchObject({
      state: 'met',
      late: false,
    })
  })

  it('is the sending where the parameter says so, whatever bounces', () => {
    const set = { 'answer.countsWhen': 'sent' }
    expect(petition([answered, fact('bounced 2026-12-20')], { set })).toMatchObject({
      state: 'met',
      late: false,
    })
  })

  it('is judged by the day it stood still', () => {
    const facts = [
      fact('requirement-sent 2026-11-26'),
      fact('answered 2027-02-01'),
      fact('delivered 2027-02-01'),
    ]
    expect(petition(facts)).toMatchObject({ state: 'met', late: false })
  })
})

describe('what stops a term', () => {
  it('goes on the day after the petition is completed, with the days left or with a new term', () => {
    const facts = [fact('requirement-sent 2026-11-26T15:00'), fact('completed 2026-12-03T09:00')]
    expect(petition(facts)).toMatchObject({ due: '2026-12-21', state: 'running', remaining: 11 })
    expect(petition(facts, { set: { 'completion.mode': 'restart' } }).due).toBe('2026-12-28')
  })

  it('gives the petitioner a month by calendar, twice if asked, and the withdrawal to an act', () => {
    const sent = fact('requirement-sent 2026-11-26')
    const longer = fact('extended 2026-12-20', { of: 'completion' })
    const tacit = (at: string, reason?: string) =>
      fact(`withdrawn ${at}`, { tacit: true, ...(reason && { reason }) })
    // 26 December is a Saturday: Monday 28.
    expect(petition([sent]).effects).toMatchObject([{ type: 'completion-due', due: '2026-12-28' }])
    expect(petition([sent, longer]).effects[0]?.due).toBe('2027-01-26')
    expect(codes(petition([sent, longer, fact('extended 2026-12-21', { of: 'completion' })]))).toEqual([
      'completion-extension-not-allowed',
    ])
    expect(petition([sent], { at: '2026-12-29' }).effects.map(({ type }) => type)).toEqual([
      'completion-due',
      'tacit-withdrawal-possible',
    ])
    expect(codes(petition([sent, tacit('2026-12-28T23:00', 'acto 1')]))).toEqual(['withdrawal-too-early'])
    expect(codes(petition([sent, tacit('2026-12-29')]))).toEqual(['withdrawal-without-reason'])
    expect(petition([sent, tacit('2026-12-29', 'acto 1')]).state).toBe('cancelled')
    // Until the act what is completed counts.
    expect(petition([sent, fact('completed 2027-01-15')])).toMatchObject({ state: 'running', refused: [] })
  })

  it('returns what can not be understood for ten business days', () => {
    const sent = fact('requirement-sent 2026-11-26', { why: 'not-understandable' })
    expect(petition([sent], { at: '2027-01-10' }).effects.map(({ type, due }) => [type, due])).toEqual([
      ['completion-due', '2026-12-11'],
      ['file-may-be-archived', undefined],
    ])
  })

  it('names the fact on every day it takes', () => {
    const paused = fact('paused 2026-11-24', { reason: 'prueba pericial', basis: 'Ley 142/1994 art. 158' })
    const { explanation, due, sentences } = petition([paused])
    expect(due).toBeNull()
    expect(explanation.at(-1)).toMatchObject({ kind: 'paused', source: 'Ley 142/1994 art. 158', total: 2 })
    expect(explanation.at(-1)?.why).toContain('prueba pericial')
    expect(explanation.at(-1)?.pausedBy).toEqual({ type: 'paused', at: '2026-11-24' })
    expect(sentences).toContain('Mientras esté suspendido no tiene fecha de vencimiento.')
  })
})

describe('a fact that can not be', () => {
  it.each<[string, unknown[], string]>([
    ['nothing', [null], 'fact-malformed'],
    ['no known type', [fact('saludo 2026-11-23')], 'type-unknown'],
    ['no day', [fact('paused 2026-02-30')], 'at-invalid'],
    ['no field of its form', [fact('extended 2026-11-23', { days: 'cinco' })], 'field-invalid'],
    ['a second reception', [fact('received 2026-11-23')], 'already-received'],
    ['before reception', [fact('paused 2026-11-21')], 'before-received'],
    ['resumed without a pause', [fact('resumed 2026-11-24')], 'resumed-without-pause'],
    ['paused twice', [fact('paused 2026-11-24'), fact('paused 2026-11-25')], 'already-paused'],
    ['paused when it was over', [fact('paused 2026-12-15')], 'pause-after-due'],
    [
      'resumed while it has to be completed',
      [fact('requirement-sent 2026-11-24'), fact('resumed 2026-11-25')],
      'resumed-without-completion',
    ],
    ['completed without a requirement', [fact('completed 2026-11-24')], 'completed-without-requirement'],
    ['a requirement after its ten days', [fact('requirement-sent 2026-12-07')], 'requirement-late'],
    ['delivered without an answer', [fact('delivered 2026-11-24')], 'delivered-without-answer'],
    ['bounced without an answer', [fact('bounced 2026-11-24')], 'bounced-without-answer'],
    [
      'a tacit withdrawal of nothing',
      [fact('withdrawn 2026-11-24', { tacit: true })],
      'withdrawal-without-requirement',
    ],
    ['reopened while open', [fact('reopened 2026-11-24')], 'reopened-while-open'],
    ['after the end', [fact('transferred 2026-11-24'), fact('paused 2026-11-25')], 'clock-ended'],
  ])('is refused and does not count: %s', (_, facts, code) => {
    const answer = petition(facts)
    expect(codes(answer)).toEqual([code])
    const { refused: _refused, ...without } = petition(facts.slice(0, -1))
    expect(answer).toMatchObject({ due: without.due, explanation: without.explanation })
  })

  it('waits for a reception, under a regime that was in force', () => {
    expect(clockOf('peticion', [fact('answered 2026-11-24')])).toMatchObject({
      due: null,
      state: 'not-started',
    })
    expect(codes(clockOf('004/web', [fact('received 2020-01-08T10:00')]))).toEqual(['regime-not-in-force'])
    expect(codes(clockOf('entre-autoridades', [received, fact('requirement-sent 2026-11-24')]))).toEqual([
      'requirement-not-in-regime',
    ])
  })

  it.each(['-05:00', '-0500', '-05', 'Z', '+09:00'])(
    'is of an instant, whatever its offset: %s',
    (offset) => {
      const { explanation } = clockOf('peticion', [fact(`received 2026-11-22T06:00:00.5${offset}`)])
      expect(explanation[0]?.date).toBe(offset === '+09:00' ? '2026-11-21' : '2026-11-22')
    },
  )

  it('comes after the reception that is earliest, wherever that stands', () => {
    const late = [fact('received 2026-11-25'), fact('paused 2026-11-24'), fact('received 2026-11-23')]
    expect(clockOf('peticion', late)).toMatchObject({ state: 'paused', refused: [{ index: 0 }] })
    const sameInstant = [fact('paused 2026-11-23'), fact('received 2026-11-23')]
    expect(clockOf('peticion', sameInstant)).toMatchObject({ state: 'paused', refused: [] })
  })

  it('counts in the order of the log where each fact has one', () => {
    const of = (text: string, order: number) => fact(text, { order })
    const facts = [of('received 2026-11-22', 1), of('paused 2026-11-30', 2), of('resumed 2026-11-25', 3)]
    expect(codes(clockOf('peticion', facts))).toEqual(['fact-out-of-order'])
  })
})

describe('asked for another instant', () => {
  const facts = [fact('paused 2026-11-24'), fact('resumed 2026-12-01', { knownAt: '2026-12-05' })]

  it('knows what had happened and was known by then', () => {
    expect(petition(facts, { at: '2026-11-23' })).toMatchObject({ state: 'running', due: '2026-12-14' })
    const then = petition(facts, { at: '2026-12-03' })
    expect(then).toMatchObject({ state: 'paused', due: null })
    expect(codes(then)).toEqual(['fact-not-known'])
    expect(codes(petition(facts, { at: '2026-11-25' }))).toEqual(['fact-in-future'])
    expect(petition(facts, { at: '2026-12-05' })).toMatchObject({ state: 'running', refused: [] })
    // Without a zone that, too, is a time of Bogotá, whatever the machine thinks.
    expect(codes(petition(facts, { at: '2026-12-04T23:59:59.999' }))).toEqual(['fact-not-known'])
  })
})

describe('what follows by law', () => {
  it('is told at its own instant, however late it is asked', () => {
    expect(clockOf('informacion', [received], { at: '2027-03-01' }).effects).toMatchObject([
      { type: 'documents-cannot-be-refused', at: '2026-12-05T05:00:00.000Z', due: '2026-12-10' },
    ])
    expect(clockOf('informacion', [received], { at: '2026-12-04T23:59' }).effects).toEqual([])
    expect(clockOf('ley-142', [received], { at: '2027-03-01' }).effects).toMatchObject([
      { type: 'internal-alarm', due: '2026-12-14' },
      { type: 'positive-silence', at: '2026-12-15T05:00:00.000Z', due: '2026-12-18T05:00:00.000Z' },
    ])
  })

  it('tells a late transfer and a priority', () => {
    expect(petition([fact('transferred 2026-11-27')]).effects).toEqual([])
    expect(petition([fact('transferred 2026-11-30')]).effects).toMatchObject([
      { type: 'transfer-late', due: '2026-11-27', article: 'Ley 1755/2015 art. 21' },
    ])
    const first = clockOf('peticion', [fact('received 2026-11-22', { priority: true })])
    expect(first).toMatchObject({ due: '2026-12-14', effects: [{ type: 'priority' }] })
  })
})
