import { fold } from '@ventanilla/decider'
import { memoryLog } from '@ventanilla/event-log/memory'
import { describe, expect, it } from 'vitest'
import { clockDecider } from '../src/domain/clock.ts'
import type { ClockEvent } from '../src/domain/clock-events.ts'
import { calendar } from './support/clock-facts.ts'
import { underLaw } from './support/law-procedure.ts'
import { acknowledgement, bounced, delivered, letterOf } from './support/letter-events.ts'
import { memoryWorld } from './support/memory-world.ts'
import { answeredOn, caseId, legal, moved, opened } from './support/routing-events.ts'

const world = (regime?: string, set?: Record<string, string>) =>
  memoryWorld([], memoryLog(), underLaw(regime, set))
const answer = answeredOn(4, '2026-12-11')
const after = { upTo: '2027-06-01T00:00:00.000Z' }

describe('a kind that names a law', () => {
  it('is counted by it, and its clock says so', async () => {
    const here = world('peticion', { 'pause.resumeDay': 'counts' })
    await here.hear(opened(1))
    const [{ data } = { data: {} }] = await here.events()
    expect(data).toMatchObject({
      ...{ amount: 15, unit: 'business-days', source: 'Ley 1437/2011 art. 14 (Ley 1755/2015 art. 1)' },
      rules: { pauseDay: 'counts', resumeDay: 'counts', longestExtension: 15 },
      law: {
        ...{ regime: 'peticion', version: '2022-05-18', receivedAt: '2026-11-22T15:00:00.000Z' },
        parameters: { 'pause.resumeDay': 'counts' },
      },
    })
    expect(await here.now()).toMatchObject({ state: 'running', due: '2026-12-14' })
  })
  it('has the term of the day on which it was received: thirty days in 2021', async () => {
    const here = world()
    await here.hear(opened(1, [{ ...legal, received: '2021-03-01' }]))
    const [{ data } = { data: {} }] = await here.events()
    expect(data).toMatchObject({
      ...{ amount: 30, source: 'Decreto Legislativo 491/2020 art. 5', due: '2021-04-15' },
      ladder: [
        { id: 'amarillo', remaining: 15 },
        { id: 'rojo', remaining: 6 },
      ],
      law: { version: '2020-03-28' },
    })
  })
  it('keeps a term that another system gave the case', async () => {
    const here = world()
    await here.hear(opened(1, [{ ...legal, amount: 5, source: 'Plazo dado por sistema-anterior' }]))
    const [{ data } = { data: {} }] = await here.events()
    expect(data).toMatchObject({
      ...{ amount: 5, source: 'Plazo dado por sistema-anterior' },
      law: { parameters: { 'term.amount': '5', 'term.unit': 'business-days' } },
    })
    expect(await here.now()).toMatchObject({ due: '2026-11-27' })
  })
  it('begins no term before the law was in force', async () => {
    const here = world('habeas-data-reclamo')
    await here.hear(opened(1, [{ ...legal, received: '2011-03-01' }]))
    expect(await here.types()).toEqual(['ClockNotStarted'])
  })
  it('leaves the others as they are', async () => {
    const here = memoryWorld()
    await here.hear(opened(1), moved(2, 'requerir', '2026-11-26'), answer)
    expect((await here.events()).map(({ data }) => [data.law, data.fact])).toMatchObject([
      [undefined, undefined],
      [undefined, { order: 2, on: '2026-11-26', reason: 'Petición incompleta', effect: 'stops' }],
      [undefined, { order: 4, on: '2026-12-11', effect: 'ends', answered: true }],
    ])
    for (const { data } of (await here.events()).slice(1))
      for (const more of ['at', 'letter', 'asks']) expect(data.fact).not.toHaveProperty(more)
  })
})

describe('an answer under a law', () => {
  it('meets the term on the day on which it was delivered, and before that it only was sent', async () => {
    const here = world()
    await here.hear(opened(1), answer)
    expect(await here.types()).toEqual(['ClockStarted', 'FactNoted'])
    expect(await here.now('legal', after)).toMatchObject({ state: 'breached' })
    expect((await here.explained()).summary).toContain(
      'La respuesta de fondo salió el viernes 11 de diciembre de 2026, pero no consta que se haya entregado',
    )
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-14'))
    expect((await here.events()).at(-1)).toMatchObject({
      type: 'ClockMet',
      data: { on: '2026-12-14', due: '2026-12-14', late: false },
    })
  })
  it('is late by its delivery, not by its date', async () => {
    const here = world()
    await here.hear(opened(1), answer)
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-15'))
    expect(await here.now()).toMatchObject({ state: 'met', late: true })
  })
  it('counts when it is sent, where the procedure says so', async () => {
    const here = world('peticion', { 'answer.countsWhen': 'sent' })
    await here.hear(opened(1), answer)
    expect(await here.now()).toMatchObject({ state: 'met', late: false })
  })
  it('that bounces was not delivered, also when a server had said so', async () => {
    const here = world()
    await here.hear(opened(1), answer)
    await here.hearLetters(bounced(1, letterOf(answer), '2026-12-11', false))
    await here.hearLetters(bounced(2, letterOf(answer), '2026-12-12'))
    expect(await here.now()).toMatchObject({ state: 'running', due: '2026-12-14' })
    await here.hearLetters(delivered(3, letterOf(answer), '2026-12-13'))
    expect(await here.now()).toMatchObject({ state: 'met' })
    await here.hearLetters(bounced(4, letterOf(answer), '2026-12-14'))
    expect(await here.now()).toMatchObject({ state: 'running', due: '2026-12-14' })
    expect((await here.types()).at(-1)).toBe('ClockResumed')
  })
  it('that bounces leaves what happened since it was said to be delivered: the petition was completed meanwhile', async () => {
    const life = [opened(1), moved(2, 'requerir', '2026-11-26'), answer, moved(5, 'completar', '2026-12-14')]
    const [here, plain] = [world(), world()]
    await here.hear(...life.slice(0, 3))
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-11'))
    expect(await here.now()).toMatchObject({ state: 'met' })
    await here.hear(...life.slice(3))
    expect(await here.now()).toMatchObject({ state: 'met' })
    await here.hearLetters(bounced(2, letterOf(answer), '2026-12-15'))
    await plain.hear(...life)
    const { due, state } = (await plain.now()) ?? {}
    expect(state).toBe('running')
    expect(await here.now()).toMatchObject({ due, state })
    expect((await here.types()).slice(-2)).toEqual(['ClockPaused', 'ClockResumed'])
    expect((await here.events()).at(-1)).toMatchObject({ data: { due } })
  })
  it('may be heard of after its delivery', async () => {
    const here = world()
    await here.hear(opened(1))
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-11'))
    expect(await here.now()).toMatchObject({ state: 'running' })
    await here.hear(answer)
    expect(await here.now()).toMatchObject({ state: 'met', late: false })
  })
  it('ends a term that a service which was down had not looked at, which has yet to tell the rungs that it had passed', async () => {
    const here = world()
    await here.hear(opened(1))
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-11'))
    await here.hear(answer)
    expect(await here.types()).toEqual(['ClockStarted', 'FactNoted', 'FactNoted', 'ClockMet'])
    // They are told when both services are known up to there.
    expect(await here.ahead('legal')).toEqual([
      ...['amarillo 2026-12-02T05:00:00.000Z', 'rojo 2026-12-10T05:00:00.000Z'],
    ])
  })
  it('and its delivery may both be heard of before the case is', async () => {
    const here = world()
    await here.hearLetters(delivered(4, letterOf(answer), '2026-12-11'))
    await here.hear(answer, opened(1))
    expect(await here.now()).toMatchObject({ state: 'met', late: false })
  })
  it('is not the receipt, nor the letter of another answer', async () => {
    const here = world()
    await here.hear(opened(1))
    await here.hearLetters(delivered(1, acknowledgement, '2026-11-23'))
    expect(await here.types()).toEqual(['ClockStarted'])
    await here.hear(answer)
    await here.hearLetters(delivered(2, letterOf(answeredOn(9, '2026-12-11')), '2026-12-11'))
    expect(await here.now()).toMatchObject({ state: 'running' })
  })
  it('may be overtaken by one that is heard late: its delivery then meets nothing, and that is told', async () => {
    const here = world()
    await here.hear(opened(1), answer)
    await here.hearLetters(delivered(1, letterOf(answer), '2026-12-14'))
    const second = answeredOn(5, '2026-12-12')
    await here.hear(second)
    expect((await here.types()).slice(-2)).toEqual(['ClockMet', 'ClockResumed'])
    expect(await here.now()).toMatchObject({ state: 'running' })
    await here.hearLetters(delivered(2, letterOf(second), '2026-12-14'))
    expect(await here.now()).toMatchObject({ state: 'met', late: false })
  })
  it('that was recorded late counts before what came after it', async () => {
    const here = world('peticion', { 'answer.countsWhen': 'sent' })
    await here.hear(opened(1), moved(2, 'requerir', '2026-12-02'), answeredOn(3, '2026-12-01'))
    expect(await here.now()).toMatchObject({ state: 'met', term: { phase: { on: '2026-12-01' } } })
    expect((await here.explained()).refused).toMatchObject([{ what: { order: 2 }, code: 'clock-ended' }])
  })
  it('of a day before the reception counts from the reception on', async () => {
    const here = world('peticion', { 'answer.countsWhen': 'sent' })
    await here.hear(opened(1), answeredOn(3, '2026-11-20'))
    expect(await here.now()).toMatchObject({ state: 'met', late: false, due: '2026-12-14' })
  })
})

describe('an incomplete petition under a law', () => {
  it('waits when it is required within ten days, and goes on the day after it is completed', async () => {
    const here = world()
    await here.hear(opened(1), moved(2, 'requerir', '2026-11-26'))
    expect((await here.explained()).effects).toMatchObject([
      { type: 'completion-due', due: '2026-12-28', article: 'Ley 1755/2015 art. 17' },
    ])
    await here.hear(moved(3, 'completar', '2026-12-03'))
    expect(await here.types()).toEqual(['ClockStarted', 'ClockPaused', 'ClockResumed'])
    expect(await here.now()).toMatchObject({ state: 'running', due: '2026-12-21' })
  })
  it('does not wait when it is required later', async () => {
    const here = world()
    await here.hear(opened(1), moved(2, 'requerir', '2026-12-09'))
    expect(await here.now()).toMatchObject({ state: 'running', due: '2026-12-14' })
    expect((await here.explained()).refused).toMatchObject([{ code: 'requirement-late' }])
  })
  it('is taken for withdrawn by an act after its month, not before', async () => {
    const here = world()
    await here.hear(opened(1), moved(2, 'requerir', '2026-11-26'))
    await here.hear(moved(3, 'desistimiento-tacito', '2026-12-20'))
    expect(await here.now()).toMatchObject({ state: 'paused' })
    expect((await here.explained()).refused).toMatchObject([{ code: 'withdrawal-too-early' }])
    await here.hear(moved(4, 'desistimiento-tacito', '2026-12-29'))
    expect((await here.events()).at(-1)).toMatchObject({ type: 'ClockCancelled', data: { on: '2026-12-29' } })
  })
})

describe('an extension under a law', () => {
  /** Of a day on which the term stood still, told when it runs again: the rules of the present have nothing against it. */
  async function datedBack(more: { recordedBy?: string }) {
    const here = world()
    await here.hear(opened(1), moved(2, 'requerir', '2026-11-26'), moved(3, 'completar', '2026-12-03'))
    const state = fold(clockDecider, (await here.events()) as unknown as ClockEvent[])
    const asked = { type: 'Extend', amount: 5, on: '2026-12-01', today: '2026-12-04', calendar } as const
    return clockDecider.decide({ ...asked, ...more }, state)
  }
  it('is refused to a user where the law does not count it, in the words of the service', async () => {
    expect(await datedBack({})).toMatchObject({ refused: 'clock-paused' })
  })
  it('that another system recorded is kept, flagged, and lengthens nothing', async () => {
    expect(await datedBack({ recordedBy: 'sistema-anterior' })).toMatchObject([
      {
        type: 'ClockExtended',
        data: { flags: ['clock-paused', 'extension-not-counted'], extension: 0, due: '2026-12-21' },
      },
    ])
  })
})

describe('what follows by law', () => {
  it('is in the explanation, at its own instant', async () => {
    const here = world('informacion')
    await here.hear(opened(1), answeredOn(4, '2026-12-15'))
    await here.hearLetters(delivered(1, letterOf(answeredOn(4, '2026-12-15')), '2026-12-15'))
    expect((await here.explained()).effects).toMatchObject([
      { type: 'documents-cannot-be-refused', at: '2026-12-05T05:00:00.000Z', due: '2026-12-10' },
    ])
  })
  it('tells that a transfer came late', async () => {
    const here = world()
    await here.hear(opened(1), moved(2, 'trasladar', '2026-12-04'))
    expect(await here.now()).toMatchObject({ state: 'cancelled' })
    expect((await here.explained()).effects).toMatchObject([{ type: 'transfer-late', due: '2026-11-27' }])
  })
})

it('a reopened case under a law waits for its own answer', async () => {
  const here = world()
  const second = answeredOn(8, '2027-01-04')
  await here.hear(opened(1), answer)
  await here.hearLetters(delivered(1, letterOf(answer), '2026-12-11'))
  await here.hear(moved(6, 'reabrir-inconforme', '2026-12-21'), second)
  await here.hearLetters(delivered(2, letterOf(answer), '2027-01-04'))
  expect(await here.now()).toMatchObject({ state: 'running' })
  await here.hearLetters(delivered(3, letterOf(second), '2027-01-05'))
  expect(await here.now('legal', { subject: caseId })).toMatchObject({ state: 'met', late: false })
})
