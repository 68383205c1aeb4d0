import type { LocalDate } from '@ventanilla/calendar'
import type { ReportingDeps } from '../../deps.ts'
import { stayWarning } from '../../domain/stay-warning.ts'
import type { CaseFile } from './reader.ts'

/**
 * Says of a case file whether the case has been in its state for too long, by the version that it lives under. One that
 * rests in another waits for nobody.
 */
export function stayReader({ entities, calendarOf }: Pick<ReportingDeps, 'entities' | 'calendarOf'>) {
  return <File extends CaseFile>(file: File, today: LocalDate): File & { stayWarning: string | null } => {
    if (file.mergedInto !== null) return { ...file, stayWarning: null }
    const procedure = entities
      .get(file.entity)
      ?.versions.find(({ id, version }) => id === file.procedure && version === file.procedureVersion)
    const warning = stayWarning(file, procedure, { today, calendar: calendarOf(file.entity) })
    return { ...file, stayWarning: warning }
  }
}
