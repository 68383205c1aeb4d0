import { bogotaInstant, nationalCalendar } from '@ventanilla/calendar'
import type { ClockCommand } from '../../src/domain/clock.ts'
import type { ClockStarted } from '../../src/domain/clock-events.ts'
import type { CaseFact, ClockRules, ClockStart, Reopening } from '../../src/domain/facts.ts'

export const calendar = nationalCalendar()

const rules: ClockRules = { pauseDay: 'counts', resumeDay: 'not-counted', longestExtension: 15 }

/** A petition of Sunday 22 November 2026: 15 business days, until Monday 14 December. */
export function petition(changes: Partial<ClockStart> = {}): ClockStart {
  return {
    clockId: 'c1d2e3f4-a5b6-5c7d-8e9f-0a1b2c3d4e5f',
    caseId: '6f1c2a6e-6a5a-5b52-8f2b-0f7f6f1e2d3c',
    clock: 'legal',
    regime: 'ley-1755',
    source: 'Ley 1437 de 2011, artículo 14',
    received: '2026-11-22',
    amount: 15,
    unit: 'business-days',
    ladder: [
      { id: 'amarillo', remaining: 8 },
      { id: 'rojo', remaining: 3 },
    ],
    calendar: { id: calendar.id, version: calendar.version },
    rules,
    ...changes,
  }
}

/** When the petition reaches its rungs and its end: the 7th, the 12th and the 15th day are over. */
export const amarillo = { at: '2026-12-02T05:00:00.000Z', rung: 'amarillo' }
export const rojo = { at: '2026-12-10T05:00:00.000Z', rung: 'rojo' }
export const end = { at: '2026-12-15T05:00:00.000Z', rung: null }

export const ids = ({ clockId, caseId } = petition()) => ({ clockId, caseId })

export const started = (changes: Partial<ClockStart> = {}): ClockStarted => ({
  type: 'ClockStarted',
  data: { ...petition(changes), due: '2026-12-14', marks: [amarillo, rojo, end] },
})

export const stops = (order: number, on: string): CaseFact => ({
  ...{ order, on, reason: 'Petición incompleta' },
  effect: 'stops',
})
export const runs = (order: number, on: string, reopens?: Reopening): CaseFact => ({
  ...{ order, on, reason: 'El peticionario completó la petición' },
  effect: 'runs',
  ...(reopens && { reopens }),
})
export const answered = (order: number, on: string): CaseFact => ({
  ...{ order, on, reason: 'Respuesta de fondo' },
  ...{ effect: 'ends', answered: true },
})
export const annulled = (order: number, on: string): CaseFact => ({
  ...{ order, on, reason: 'Radicada dos veces' },
  ...{ effect: 'ends', answered: false },
})

/** Told at the end of its day. */
export const hear = (fact: CaseFact, at = bogotaInstant(fact.on, '23:59')): ClockCommand => ({
  ...{ type: 'Hear', fact, at, calendar },
})
export const reach = (upTo: string): ClockCommand => ({ type: 'Reach', upTo, calendar })
export const extend = (
  changes: Partial<Extract<ClockCommand, { type: 'Extend' }>> = {},
): Extract<ClockCommand, { type: 'Extend' }> => ({
  ...{ type: 'Extend', amount: 10, on: '2026-12-11', today: '2026-12-11', calendar },
  ...changes,
})
