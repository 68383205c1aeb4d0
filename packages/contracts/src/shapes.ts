import { z } from 'zod'

/** A day in America/Bogota, 'YYYY-MM-DD'. */
export const localDate = z.iso.date()
/** An instant in UTC with milliseconds, ISO 8601. */
export const instant = z.iso.datetime({ precision: 3 })
export const caseId = z.uuid()
/** Stands for a person whose data is in the vault, and nowhere else. */
export const personRef = z.uuid()
/** Stands for a text in the vault, encrypted under its person's key. */
export const textRef = z.uuid()
/** A word of an entity's own lists (theme, product, area, reason code): never a person's data. */
export const word = z.string().min(1).max(160)
export const unit = z.enum(['business-days', 'calendar-days'])
/** What a law may count a term in. Of one in hours, days tell on which its instants lie. */
export const termUnit = z.enum([...unit.options, 'calendar-months', 'business-hours', 'calendar-hours'])
/** A term as it is told of: how long it is, by what, and the day that its count hangs from (day 1 is the one after it). */
export const termFields = {
  clock: word,
  regime: word,
  amount: z.int().positive(),
  unit,
  received: localDate,
  source: z.string(),
}
/** Codes of what a rule would have refused, had it not been recorded by another system before. */
export const flags = z.array(z.string())

/** Flag of an extension that was recorded elsewhere and that the law of its term doesn't count: no date has moved. */
export type ExtensionNotCounted = 'extension-not-counted'
/** The system that recorded the fact before Ventanilla heard of it; absent when a user did it here. */
export const recordedBy = z.string().min(1).max(80)

/** How a case ended, as its procedure names it. */
export const outcome = z
  .string()
  .max(160)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
