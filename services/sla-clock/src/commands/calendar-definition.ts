import { createHash } from 'node:crypto'
import {
  type Calendar,
  type HolidayRule,
  nationalRules,
  type Overlay,
  overlaySchema,
  withOverlays,
} from '@ventanilla/calendar'
import type { CalendarActivated, CalendarDefinition } from '../domain/calendar-activated.ts'

export function definitionOf(overlays: readonly Overlay[]): CalendarDefinition {
  return { rules: nationalRules, overlays }
}

export function sha256Of(definition: CalendarDefinition): string {
  return createHash('sha256').update(canonical(definition)).digest('hex')
}

/**
 * The calendar that was activated, under the version it had then, also when this program's own rules have changed
 * since. @throws Error when the recorded definition isn't the one that was activated
 */
export function recordedCalendar({ version, definition, sha256 }: CalendarActivated['data']): Calendar {
  if (sha256Of(definition) !== sha256)
    throw new Error(`the definition of calendar ${version} is not the one that was activated`)
  const overlays = definition.overlays.map((overlay) => overlaySchema.parse(overlay))
  const built = withOverlays(overlays, ownRules(definition.rules))
  if (built.version === version) return built
  return {
    ...{ id: built.id, version },
    get workingDays() {
      return built.workingDays
    },
    day: (date) => built.day(date),
    isBusinessDay: (date) => built.isBusinessDay(date),
  }
}

/** The rules of this program themselves when they are the same: they alone give the short version name. */
function ownRules(rules: readonly HolidayRule[]): readonly HolidayRule[] {
  return canonical(rules) === canonical(nationalRules) ? nationalRules : rules
}

/** Keys in order, so that the same content gives the same text after a trip through the database. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const sorted = entries.sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`
}
