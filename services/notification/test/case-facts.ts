import type { CorrespondenceCommand } from '../src/domain/correspondence.ts'
import type { MessageRequested, Noted } from '../src/domain/facts.ts'

export const caseId = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a01'
export const acuseId = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a02'
export const prorrogaId = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a03'
export const respuestaId = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a04'
export const personRef = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a05'
export const contactRef = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a06'
export const textRef = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a07'
export const nuevaFechaId = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a09'
export const clockId = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a08'

const received = '2026-11-22T15:00:00.000Z'

export const recipientNoted = {
  type: 'RecipientNoted',
  data: {
    at: received,
    messageId: acuseId,
    personRef,
    contactRef,
    procedure: 'pqrsd',
    kind: 'queja',
    receivedAt: received,
  },
} as const satisfies Noted

export const noRecipient = {
  type: 'NoRecipient',
  data: { at: received, why: 'anonymous' },
} as const satisfies Noted

export const numberNoted = {
  type: 'NumberNoted',
  data: { at: '2026-11-22T15:00:00.100Z', radicado: 'ICX-2026-000001' },
} as const satisfies Noted

export const dueNoted = {
  type: 'DueNoted',
  data: { at: '2026-11-22T15:00:00.300Z', clockId, due: '2026-12-14', amount: 15, unit: 'business-days' },
} as const satisfies Noted

export const extensionNoted = {
  type: 'ExtensionNoted',
  data: {
    at: '2026-12-11T20:00:00.000Z',
    messageId: prorrogaId,
    clockId,
    due: '2027-01-06',
    amount: 15,
    textRef,
  },
} as const satisfies Noted

export const recountNoted = {
  type: 'RecountNoted',
  data: {
    at: '2026-12-07T15:00:00.000Z',
    messageId: nuevaFechaId,
    clockId,
    before: '2026-12-14',
    due: '2026-12-15',
    act: 'Decreto 20 de 2026',
  },
} as const satisfies Noted

export const answerNoted = {
  type: 'AnswerNoted',
  data: { at: '2027-01-05T19:30:00.000Z', messageId: respuestaId, on: '2027-01-05', textRef },
} as const satisfies Noted

export const acumulacionId = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a0a'
export const otherCase = '7b1f9a52-6a44-4c8e-9d8a-2f6f0f5f1a0b'

export const mergeNoted = {
  type: 'MergeNoted',
  data: { at: '2026-11-24T15:00:00.000Z', messageId: acumulacionId, into: otherCase, order: 20 },
} as const satisfies Noted

export const separationNoted = {
  type: 'SeparationNoted',
  data: { at: '2026-11-25T15:00:00.000Z', order: 21 },
} as const satisfies Noted

export const note = (fact: Noted): CorrespondenceCommand => ({ type: 'Note', caseId, fact })

export const about = {
  radicado: 'ICX-2026-000001',
  receivedAt: '2026-11-22T15:00:00.000Z',
  procedure: 'pqrsd',
  kind: 'queja',
}
const to = { caseId, channel: 'email', personRef, contactRef, thread: acuseId } as const

export const acuse: MessageRequested = {
  type: 'MessageRequested',
  data: {
    ...to,
    messageId: acuseId,
    requestedAt: '2026-11-22T15:00:00.300Z',
    letter: { ...about, template: 'acuse', due: '2026-12-14', amount: 15, unit: 'business-days' },
  },
}
export const acumulacion: MessageRequested = {
  type: 'MessageRequested',
  data: {
    ...to,
    messageId: acumulacionId,
    requestedAt: '2026-11-24T15:00:00.000Z',
    letter: { ...about, template: 'acumulacion', into: otherCase },
  },
}
export const prorroga: MessageRequested = {
  type: 'MessageRequested',
  data: {
    ...to,
    messageId: prorrogaId,
    requestedAt: '2026-12-11T20:00:00.000Z',
    textRef,
    letter: { ...about, template: 'prorroga', due: '2027-01-06', amount: 15, unit: 'business-days' },
  },
}
export const nuevaFecha: MessageRequested = {
  type: 'MessageRequested',
  data: {
    ...to,
    messageId: nuevaFechaId,
    requestedAt: '2026-12-07T15:00:00.000Z',
    letter: {
      ...{ ...about, template: 'nueva-fecha' },
      ...{ before: '2026-12-14', due: '2026-12-15', act: 'Decreto 20 de 2026' },
    },
  },
}
export const respuesta: MessageRequested = {
  type: 'MessageRequested',
  data: {
    ...to,
    messageId: respuestaId,
    requestedAt: '2027-01-05T19:30:00.000Z',
    textRef,
    letter: { ...about, template: 'respuesta', on: '2027-01-05' },
  },
}
