import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nationalCalendar, type Overlay, parseOverlay, withOverlays } from '@ventanilla/calendar'
import { shapes } from '@ventanilla/contracts'
import { type Entity, loadEntity } from '@ventanilla/procedures'
import type { Definitions } from '../domain/definitions.ts'

/**
 * Every entity of a folder, and the calendar of each: its own overlays, then the files given, which prevail.
 * @throws ProcedureError, or Error naming the file, at the first that can't be used
 */
export function loadDefinitions(entitiesDir: string, calendarFiles: readonly string[]): Definitions {
  const extra = calendarFiles.map(readOverlay)
  const folders = readdirSync(entitiesDir)
    .map((name) => join(entitiesDir, name))
    .filter((dir) => existsSync(join(dir, 'entity.yaml')))
  const loaded = folders.toSorted().map(loadEntity)
  for (const entity of loaded) assertPublishable(entity)
  const calendars = new Map(
    loaded.map(({ id, overlays }) => [id, withOverlays([...overlays, ...extra])] as const),
  )
  return {
    entities: new Map(loaded.map((entity) => [entity.id, entity])),
    calendarOf: (entity) => calendars.get(entity) ?? nationalCalendar(),
  }
}

function readOverlay(file: string): Overlay {
  const read = parseOverlay(readFileSync(file, 'utf8'))
  if ('overlay' in read) return read.overlay
  throw new Error(`${file}${read.line === undefined ? '' : `:${read.line}`}: ${read.detail}`)
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
