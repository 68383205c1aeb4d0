import { addDays } from '@ventanilla/calendar'
import { type Certificate, recount, type WideCertificate } from '@ventanilla/certificate'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { certificateOf } from '../src/commands/certificate-of.ts'
import { anyLawHistories } from './support/any-law.ts'
import { asRead } from './support/as-read.ts'
import { live } from './support/histories.ts'

/** Certificates of terms in months and hours, after any history. */
const wide: fc.Arbitrary<WideCertificate> = anyLawHistories
  .filter(([{ unit }]) => unit !== 'business-days' && unit !== 'calendar-days')
  .map(([start, commands]) => certificateOf(asRead(start, live(start, commands)), '2026-11-20T15:00:00.000Z'))
  .filter((certificate) => certificate.version === 2)

type Lie = (one: WideCertificate, at: number) => Certificate | undefined

const inHours = ({ term: { start } }: WideCertificate) => start === 'reception'
const held = ({ state }: WideCertificate) => state === 'paused'
const later = (instant: string) => new Date(Date.parse(instant) + 1).toISOString()

function withTerm(one: WideCertificate, changes: Partial<WideCertificate['term']>): WideCertificate {
  return { ...one, term: { ...one.term, ...changes } }
}

function withDay(
  one: WideCertificate,
  at: number,
  changes: Partial<WideCertificate['days'][number]>,
): WideCertificate {
  return { ...one, days: one.days.map((day, index) => (index === at ? { ...day, ...changes } : day)) }
}

/** What whoever holds the key may want to have signed: one step away from the truth. */
const lies: Record<string, Lie> = {
  // Of a term that is suspended less than it has may have run.
  'a month or an hour more': (one) =>
    held(one) ? undefined : withTerm(one, { amount: one.term.amount + 1 }),
  'another extension': (one) => {
    const extensions = [...one.term.extensions, { amount: 1, on: one.term.received }]
    return held(one) ? undefined : withTerm(one, { extensions })
  },
  'a later day of reception': (one) => withTerm(one, { received: addDays(one.term.received, 1) }),
  'a later instant of reception': (one) => {
    const { unit, receivedAt } = one.term
    if (unit !== 'calendar-hours' || receivedAt === null || !one.days[0]?.counted) return undefined
    // Who stood still from the first instant on begins to run when that ends, whenever it began.
    if (one.pauses.some(({ fromAt }) => fromAt === receivedAt)) return undefined
    return withTerm(one, { receivedAt: later(receivedAt) })
  },
  'no instant of reception': (one) => (inHours(one) ? withTerm(one, { receivedAt: null }) : undefined),
  'a later due date': (one) => (one.due === null ? undefined : { ...one, due: addDays(one.due, 1) }),
  'a later end': (one) => (one.endsAt === null ? undefined : { ...one, endsAt: later(one.endsAt) }),
  'another state': (one) => ({ ...one, state: one.state === 'cancelled' ? 'running' : 'cancelled' }),
  'timely for late': (one) => ({ ...one, late: one.late === null ? true : !one.late }),
  'no instant of judgement': (one) => (one.judgedAt === null ? undefined : { ...one, judgedAt: null }),
  'a day that is left out': (one, at) => ({ ...one, days: one.days.toSpliced(at, 1) }),
  'a day that comes twice': (one, at) => ({
    ...one,
    days: one.days.toSpliced(at, 0, ...one.days.slice(at, at + 1)),
  }),
  'a day that counts the other way': (one, at) => withDay(one, at, { counted: !one.days[at]?.counted }),
  'a total': (one, at) => withDay(one, at, { total: (one.days[at]?.total ?? 0) + 1 }),
  'hours of a day that has none': (one, at) => {
    return one.days[at]?.open?.length === 0
      ? withDay(one, at, { open: [{ from: '08:00', to: '09:00' }] })
      : undefined
  },
  'hours of a term in months': (one, at) => (inHours(one) ? undefined : withDay(one, at, { open: [] })),
  'a day on which the months end that works': (one) => {
    const [first, ...rest] = one.lastDays
    if (first === undefined || rest.length === 0) return undefined
    return { ...one, lastDays: [{ ...first, kind: 'business-day' }, ...rest] }
  },
  'no days after the months': (one) => (one.lastDays.length === 0 ? undefined : { ...one, lastDays: [] }),
  'a day further than the first that works': (one) => {
    const last = one.lastDays.at(-1)
    if (last === undefined || one.due === null) return undefined
    const next = { ...last, date: addDays(last.date, 1) }
    const day = {
      ...next,
      kind: 'rolled' as const,
      counted: false,
      total: one.days.at(-1)?.total ?? 0,
      open: null,
    }
    return { ...one, due: next.date, days: [...one.days, day], lastDays: [...one.lastDays, next] }
  },
}

it('what was signed of months or hours and doesn’t come out is found', () => {
  const told = new Set<string>()
  fc.assert(
    fc.property(wide, fc.constantFrom(...Object.keys(lies)), fc.nat(), (one, name, nth) => {
      expect(recount(one).filter(({ holds }) => !holds)).toEqual([])
      // The first day is the reception's.
      const at = one.days.length > 1 ? 1 + (nth % (one.days.length - 1)) : 0
      const lie = lies[name]?.(one, at)
      fc.pre(lie !== undefined)
      told.add(name)
      expect(
        recount(lie).every(({ holds }) => holds),
        name,
      ).toBe(false)
    }),
    { numRuns: 4000 },
  )
  expect([...told].sort()).toEqual(Object.keys(lies).sort())
}, 120_000)
