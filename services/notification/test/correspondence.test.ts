import { fold } from '@ventanilla/decider'
import { given } from '@ventanilla/decider/testing'
import { describe, expect, it } from 'vitest'
import { correspondence } from '../src/domain/correspondence.ts'
import type { CorrespondenceEvent } from '../src/domain/facts.ts'
import { wasSeparated } from '../src/domain/was-separated.ts'
import {
  about,
  acumulacion,
  acuse,
  acuseId,
  answerNoted,
  caseId,
  dueNoted,
  extensionNoted,
  mergeNoted,
  noRecipient,
  note,
  nuevaFecha,
  numberNoted,
  personRef,
  prorroga,
  recipientNoted,
  recountNoted,
  respuesta,
  respuestaId,
  separationNoted,
} from './case-facts.ts'

const history = (...events: CorrespondenceEvent[]) => given(correspondence, ...events)
describe('the acknowledgement', () => {
  it('waits for person, radicado and due date', () => {
    history().when(note(recipientNoted)).then(recipientNoted)
    history(recipientNoted).when(note(numberNoted)).then(numberNoted)
    history(recipientNoted).when(note(dueNoted)).then(dueNoted)
  })

  it('is asked for with the last of them, at the latest of their instants whichever came last', () => {
    history(recipientNoted, numberNoted).when(note(dueNoted)).then(dueNoted, acuse)
    history(dueNoted, numberNoted).when(note(recipientNoted)).then(recipientNoted, acuse)
    history(dueNoted, recipientNoted).when(note(numberNoted)).then(numberNoted, acuse)
  })

  it('is one, also when a reopened case starts another clock', () => {
    const again = { ...dueNoted, data: { ...dueNoted.data, clockId: acuseId, due: '2027-02-01' } }
    history(recipientNoted, numberNoted, dueNoted, acuse).when(note(again)).then(again)
  })

  it('goes to nobody when the filing is anonymous', () => {
    history(numberNoted, dueNoted).when(note(noRecipient)).then(noRecipient)
    history(noRecipient, numberNoted).when(note(dueNoted)).then(dueNoted)
    history(noRecipient, numberNoted, dueNoted).when(note(answerNoted)).then(answerNoted)
  })
})

describe('another date', () => {
  const known = [recipientNoted, numberNoted, dueNoted, acuse] as const

  it('is told, once, of a term that the person was told of', () => {
    history(...known)
      .when(note(recountNoted))
      .then(recountNoted, nuevaFecha)
    history(...known, recountNoted, nuevaFecha)
      .when(note(recountNoted))
      .then()
    const inside = { ...recountNoted, data: { ...recountNoted.data, clockId: caseId } }
    history(...known)
      .when(note(inside))
      .then(inside)
  })

  it('waits for the date that it changes', () => {
    history(recipientNoted, numberNoted, recountNoted).when(note(dueNoted)).then(dueNoted, acuse, nuevaFecha)
  })
})

describe('an extension', () => {
  const known = [recipientNoted, numberNoted, dueNoted, acuse] as const

  it('is told with its new date (Ley 1755/2015 art. 14 par.)', () => {
    history(...known)
      .when(note(extensionNoted))
      .then(extensionNoted, prorroga)
  })

  it('is told for each one', () => {
    const second = { ...extensionNoted, data: { ...extensionNoted.data, messageId: respuestaId } }
    history(...known, extensionNoted, prorroga)
      .when(note(second))
      .then(second, { ...prorroga, data: { ...prorroga.data, messageId: respuestaId } })
  })

  it('waits for the clock it extends, and stays inside the entity when the person was told of no such clock', () => {
    history(recipientNoted, numberNoted).when(note(extensionNoted)).then(extensionNoted)
    history(recipientNoted, numberNoted, extensionNoted).when(note(dueNoted)).then(dueNoted, acuse, prorroga)
    const inside = { ...extensionNoted, data: { ...extensionNoted.data, clockId: caseId } }
    history(...known)
      .when(note(inside))
      .then(inside)
  })

  it('knows the clock of each extension', () => {
    const other = {
      ...dueNoted,
      data: { ...dueNoted.data, clockId: personRef, unit: 'calendar-days' as const },
    }
    const later = { ...extensionNoted, data: { ...extensionNoted.data, clockId: personRef, amount: 3 } }
    history(recipientNoted, numberNoted, dueNoted, acuse, other)
      .when(note(later))
      .then(later, {
        ...prorroga,
        data: {
          ...prorroga.data,
          letter: { ...about, template: 'prorroga', due: '2027-01-06', amount: 3, unit: 'calendar-days' },
        },
      })
  })
})

describe('a merge', () => {
  it('is told once, as soon as there is a person and a radicado', () => {
    history(recipientNoted, numberNoted).when(note(mergeNoted)).then(mergeNoted, acumulacion)
    history(mergeNoted, numberNoted)
      .when(note(recipientNoted))
      .then(recipientNoted, {
        ...acumulacion,
      })
    history(recipientNoted, numberNoted, mergeNoted, acumulacion).when(note(mergeNoted)).thenNothing()
    history(noRecipient, numberNoted).when(note(mergeNoted)).then(mergeNoted)
  })

  it('holds until a later separation, and another merge holds again', () => {
    const state = (...events: CorrespondenceEvent[]) => fold(correspondence, events)
    const again = { ...mergeNoted, data: { ...mergeNoted.data, messageId: respuestaId, order: 22 } }
    const { messageId } = mergeNoted.data
    expect(wasSeparated(state(mergeNoted), messageId)).toBe(false)
    expect(wasSeparated(state(separationNoted, mergeNoted), messageId)).toBe(true)
    expect(wasSeparated(state(mergeNoted, separationNoted, again), messageId)).toBe(true)
    expect(wasSeparated(state(mergeNoted, separationNoted, again), respuestaId)).toBe(false)
  })

  it('has an answer for both until a later separation, which takes no answer of its own', () => {
    const state = (...events: CorrespondenceEvent[]) => fold(correspondence, events)
    const shared = (sharedOrder: number) => ({ ...answerNoted, data: { ...answerNoted.data, sharedOrder } })
    expect(wasSeparated(state(mergeNoted, shared(20)), respuestaId)).toBe(false)
    expect(wasSeparated(state(separationNoted, shared(20), mergeNoted), respuestaId)).toBe(true)
    expect(wasSeparated(state(mergeNoted, separationNoted, shared(23)), respuestaId)).toBe(false)
    expect(wasSeparated(state(mergeNoted, separationNoted, answerNoted), respuestaId)).toBe(false)
  })
})

describe('the answer', () => {
  it('is sent as soon as there is a person and a radicado, with or without a clock', () => {
    history(recipientNoted, numberNoted).when(note(answerNoted)).then(answerNoted, respuesta)
  })

  it('that another system recorded before the filing is told when the filing is', () => {
    const early = {
      ...answerNoted,
      data: { ...answerNoted.data, at: '2026-11-20T15:00:00.000Z', on: '2026-11-20' },
    }
    const { letter, ...data } = respuesta.data
    history(early, numberNoted)
      .when(note(recipientNoted))
      .then(recipientNoted, {
        type: 'MessageRequested',
        data: {
          ...data,
          requestedAt: '2026-11-22T15:00:00.100Z',
          letter: { ...letter, on: '2026-11-20' } as typeof letter,
        },
      })
  })
})

describe('a fact told twice', () => {
  it.each([
    ...[recipientNoted, numberNoted, dueNoted, extensionNoted, answerNoted, noRecipient],
    ...[mergeNoted, separationNoted],
  ])('$type changes nothing', (fact) => history(fact).when(note(fact)).thenNothing())

  it('a second recipient is not heard, whoever it is', () => {
    history(recipientNoted).when(note(noRecipient)).thenNothing()
    history(noRecipient).when(note(recipientNoted)).thenNothing()
  })
})
