import type { LocalDate } from '@ventanilla/calendar'
import type { RegimeVersion } from './regime.ts'

/** What the regime said on a day. */
export function versionOn(versions: readonly RegimeVersion[], day: LocalDate): RegimeVersion | undefined {
  return versions.find(({ from, to }) => from <= day && (to === undefined || day <= to))
}
