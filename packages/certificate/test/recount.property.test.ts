import { addDays, type Calendar, nationalCalendar, parseOverlay, withOverlays } from '@ventanilla/calendar'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { DaysCertificate as Certificate } from '../src/certificate.ts'
import { recount } from '../src/recount/recount.ts'
import { verifyCertificate } from '../src/verify.ts'
import { certified, signAnyway, type Told } from './support/certificates.ts'

function overlaid(yaml: string): Calendar {
  const read = parseOverlay(yaml)
  if ('refused' in read) throw new Error(read.detail)
  return withOverlays([read.overlay]).forTerm({ regime: 'ley-1755' })
}

const calendars = fc.constantFrom(
  nationalCalendar(),
  overlaid(`calendar: prueba
base: co
valid: { from: 2026-01-01, to: 2027-12-31 }
closed:
  - { date: 2026-11-30, by: Resolución 12 }
  - { date: 2026-12-02, by: Resolución 13, suspends: none }
counted: [{ date: 2026-12-08, why: turno especial }]
civic: [{ date: 2026-12-04, name: Aniversario, by: Acuerdo 3, scope: entity }]`),
)
const from = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((days) => addDays('2026-11-01', days))

const pauses = fc
  .array(fc.tuple(from(0, 90), fc.nat(20)), { maxLength: 3 })
  .chain((closed) =>
    fc
      .option(from(0, 90), { nil: undefined })
      .map((open) => [
        ...closed.map(([day, length]) => ({ from: day, to: addDays(day, length), reason: 'Incompleta' })),
        ...(open === undefined ? [] : [{ from: open, reason: 'Incompleta' }]),
      ]),
  )

const terms: fc.Arbitrary<Certificate> = fc
  .record({
    told: fc.record(
      {
        received: from(0, 60),
        amount: fc.integer({ min: 1, max: 30 }),
        unit: fc.constantFrom('business-days', 'calendar-days'),
        extension: fc.nat(20),
        pauses,
        answered: from(60, 200),
      },
      { requiredKeys: ['received', 'amount', 'unit'] },
    ),
    calendar: calendars,
  })
  .map(({ told, calendar }) => {
    const { answered, ...term } = told
    const open = term.pauses?.some((pause) => !('to' in pause))
    return certified((open ? term : told) as Told, calendar)
  })

it('every term that was counted comes out', () => {
  fc.assert(
    fc.property(terms, (certificate) => {
      expect(recount(certificate).filter(({ holds }) => !holds)).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

/** What whoever holds the key may want to have signed: one step away from the truth. */
const lies = {
  'a day more': (one) => ({ ...one, term: { ...one.term, amount: one.term.amount + 1 } }),
  'a day less': (one) => ({ ...one, term: { ...one.term, amount: one.term.amount - 1 } }),
  'another extension': (one) => ({
    ...one,
    term: { ...one.term, extensions: [...one.term.extensions, { amount: 1, on: one.term.received }] },
  }),
  'a later reception': (one) => ({ ...one, term: { ...one.term, received: addDays(one.term.received, 1) } }),
  'a later due date': (one) => ({ ...one, due: addDays(one.due ?? '2026-12-01', 1) }),
  'another instant of its end': (one) => ({ ...one, endsAt: '2026-12-01T05:00:00.001Z' }),
  'another state': (one) => ({ ...one, state: one.state === 'cancelled' ? 'running' : 'cancelled' }),
  'timely for late': (one) => ({ ...one, late: one.late === null ? true : !one.late }),
} satisfies Record<string, (one: Certificate) => Certificate>

const liesOfDays = {
  'a day that is left out': (one, at) => ({ ...one, days: one.days.toSpliced(at, 1) }),
  'a day that comes twice': (one, at) => ({
    ...one,
    days: one.days.toSpliced(at, 0, ...one.days.slice(at, at + 1)),
  }),
  'a day that counts the other way': (one, at) => ({
    ...one,
    days: one.days.map((day, index) => (index === at ? { ...day, counted: !day.counted } : day)),
  }),
  'a total': (one, at) => ({
    ...one,
    days: one.days.map((day, index) => (index === at ? { ...day, total: day.total + 1 } : day)),
  }),
  'a suspension': (one, at) => {
    const { date = '' } = one.days[at] ?? {}
    const pause = { from: date, to: addDays(date, 1), reason: 'x', source: null }
    return { ...one, pauses: [...one.pauses, pause] }
  },
  'no suspension': (one) => ({ ...one, pauses: [] }),
} satisfies Record<string, (one: Certificate, at: number) => Certificate>

it('what was signed and doesn’t come out is found, whoever holds the key', async () => {
  const all = { ...lies, ...liesOfDays }
  const names = fc.constantFrom(...(Object.keys(all) as (keyof typeof all)[]))
  await fc.assert(
    fc.asyncProperty(terms, names, fc.nat(), async (certificate, name, nth) => {
      // The first day is the reception's, which no suspension changes.
      const at = 1 + (nth % (certificate.days.length - 1))
      const suspended = certificate.days.some(({ kind }) => kind === 'paused')
      fc.pre(name !== 'no suspension' || suspended)
      fc.pre(name !== 'a suspension' || certificate.days[at]?.kind !== 'paused')
      fc.pre(name !== 'a day less' || certificate.term.amount > 1)
      // Of a term that is suspended fewer days than it has may have run.
      fc.pre(!/^(a day (more|less)|another extension)$/.test(name) || certificate.state !== 'paused')
      const verdict = await verifyCertificate(JSON.stringify(await signAnyway(all[name](certificate, at))))
      const findings = verdict?.findings ?? []
      expect(findings.find(({ code }) => code === 'signature')?.holds, name).toBe(true)
      expect(verdict?.holds, name).toBe(false)
    }),
    { numRuns: 2000 },
  )
})
