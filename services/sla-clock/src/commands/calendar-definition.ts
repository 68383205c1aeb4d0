import { createHash } from 'node:crypto'
import {
  type Calendar,
  type HolidayRule,
  nationalRules,
  type Overlay,
  overlaySchema,
  withOverlays,
} from '@ventanilla/calendar'
import type { CalendarDefinition } from '../domain/calendar-activated.ts'

/** What these overlays make of the national calendar, by the rules of this program. */
export function definitionOf(overlays: readonly Overlay[]): CalendarDefinition {
  return { rules: nationalRules, overlays }
}

export function sha256Of(definition: CalendarDefinition): string {
  return createHash('sha256').update(canonical(definition)).digest('hex')
}

/**
 * The calendar of a definition, under its own version or the one that it was activated as: it is counted under that
 * name for ever, also when this program's own rules have changed since.
 * @throws Error when the definition isn't the one of that digest
 */
export function calendarOf(definition: CalendarDefinition, sha256: string, version?: string): Calendar {
  if (sha256Of(definition) !== sha256) throw new Error(`a calendar's definition is not that of ${sha256}`)
  const found = built.get(sha256) ?? build(definition)
  built.set(sha256, found)
  return version === undefined || found.version === version ? found : named(found, version)
}

// Numbering the days of two centuries takes milliseconds, and a process meets few definitions.
const built = new Map<string, Calendar>()

function build({ overlays, rules }: CalendarDefinition): Calendar {
  return withOverlays(
    overlays.map((overlay) => overlaySchema.parse(overlay)),
    ownRules(rules),
  )
}

/** The rules of this program themselves when they are the same: they alone give the short version name. */
function ownRules(rules: readonly HolidayRule[]): readonly HolidayRule[] {
  return canonical(rules) === canonical(nationalRules) ? nationalRules : rules
}

function named(calendar: Calendar, version: string): Calendar {
  return {
    ...{ id: calendar.id, version, overlays: calendar.overlays },
    get workingDays() {
      return calendar.workingDays
    },
    day: (date) => calendar.day(date),
    isBusinessDay: (date) => calendar.isBusinessDay(date),
    forTerm: (term) => named(calendar.forTerm(term), version),
  }
}

/** Keys in order, so that the same content gives the same text after a trip through the database. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
