import { nationalCalendar } from '@ventanilla/calendar'
import { shapes } from '@ventanilla/contracts'
import { calendarOf, type Entity, loadEntities, loadOverlays } from '@ventanilla/procedures'
import type { Definitions } from '../domain/definitions.ts'

/**
 * Every entity of a folder, and the calendar of each: its own overlays, then the files given, which prevail.
 * @throws ProcedureError, or Error naming the file, at the first that can't be used
 */
export function loadDefinitions(entitiesDir: string, calendarFiles: readonly string[]): Definitions {
  const extra = loadOverlays(calendarFiles)
  const entities = loadEntities(entitiesDir)
  for (const entity of entities.values()) assertPublishable(entity)
  const calendars = new Map([...entities].map(([id, entity]) => [id, calendarOf(entity, extra)] as const))
  return { entities, calendarOf: (entity) => calendars.get(entity) ?? nationalCalendar() }
}

/** What a definition names has to fit into the public events: better known now than when a case gets there. */
function assertPublishable({ id, versions }: Entity): void {
  for (const { id: procedure, version, outcomes, levels, transitions } of versions) {
    const where = `${id}/${procedure}@${version}`
    const outcome = outcomes.find(({ id }) => !shapes.outcome.safeParse(id).success)
    if (outcome) throw new Error(`${where}: no public event can carry the outcome «${outcome.id}»`)
    const level = levels.find(({ level }) => level > 3)
    if (level) throw new Error(`${where}: no public event can carry level ${level.level}`)
    const move = transitions.find(({ reason }) => !shapes.word.safeParse(reason).success)
    if (move) throw new Error(`${where}: the reason of «${move.id}» is too long for a public event`)
  }
}
