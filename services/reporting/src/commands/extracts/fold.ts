import { createHash } from 'node:crypto'
import type { EventLog } from '@ventanilla/event-log'
import { type Correction, corrections } from '../../domain/extract/corrections.ts'
import type { Definition } from '../../domain/extract/definition.ts'
import { type Placement, place } from '../../domain/extract/place.ts'
import { encode, render } from '../../domain/extract/render.ts'
import { count, type Table } from '../../domain/extract/table.ts'
import { joined } from '../../domain/joined.ts'
import { parseQuarter, type Quarter } from '../../domain/quarter.ts'
import { type Stories, storiesAt } from '../../queries/journal/stories.ts'
import { keptDefinition } from './definitions.ts'
import { type Issued, readIssued } from './issued.ts'

/** What is folded, and the issues that it is compared with. */
export interface Folding {
  readonly entity: string
  readonly quarter: Quarter
  readonly definition: Definition
  readonly cut: number
  readonly former?: Issued
  readonly previous?: Issued
}

export interface Folded {
  /** Every case of a kind that counts, in the order in which the journal first heard of it. */
  readonly placements: ReadonlyMap<string, Placement>
  readonly table: Table
  readonly lines: readonly string[]
  readonly bytes: Buffer
  readonly sha256: string
  /** What differs from the issue that this one replaces. */
  readonly former: readonly Correction[]
  /** What makes the first column differ from the last one of the quarter before. */
  readonly carried: readonly Correction[]
}

type Placements = ReadonlyMap<string, Placement>

/** An extract as its journal and its definition make it: the same for the same cut, whenever it is folded. */
export async function foldExtract(log: EventLog, folding: Folding): Promise<Folded> {
  const { entity, quarter, definition, cut } = folding
  const sides = { former: await side(log, folding.former), previous: await side(log, folding.previous) }
  const found: { now: Placements; former?: Placements; previous?: Placements } = { now: new Map() }
  const cuts = [cut, sides.former?.cut ?? cut, sides.previous?.cut ?? cut]
  await storiesAt(log, entity, cuts, (at, stories) => {
    if (at === cut) found.now = placeAll(stories, quarter, definition)
    for (const name of ['former', 'previous'] as const) {
      const other = sides[name]
      if (other?.cut === at) found[name] = placeAll(stories, other.quarter, other.definition)
    }
  })
  const table = count(found.now.values(), definition)
  const lines = render(definition, quarter, table)
  const bytes = encode(lines, definition.file)
  return {
    ...{ placements: found.now, table, lines, bytes },
    sha256: createHash('sha256').update(bytes).digest('hex'),
    former: found.former ? replaced(found.former, found.now) : [],
    carried: found.previous ? carried(found.previous, found.now, definition) : [],
  }
}

/** An extract that was issued, folded again to its cut by the definition that it was made by. */
export async function foldAgain(
  log: EventLog,
  { entity, facts }: Issued,
): Promise<Folded & { same: boolean }> {
  const quarter = quarterOf(facts.period)
  const definition = await keptDefinition(log, entity, facts.definition.version)
  const former = facts.former === undefined ? undefined : await readIssued(log, facts.former)
  const previous = facts.previous === undefined ? undefined : await readIssued(log, facts.previous)
  const folded = await foldExtract(log, {
    ...{ entity, quarter, definition, cut: facts.cut },
    ...(former && { former }),
    ...(previous && { previous }),
  })
  return { ...folded, same: folded.sha256 === facts.sha256 }
}

async function side(log: EventLog, issued: Issued | undefined) {
  if (!issued) return undefined
  const { entity, facts } = issued
  const definition = await keptDefinition(log, entity, facts.definition.version)
  return { cut: facts.cut, quarter: quarterOf(facts.period), definition }
}

function quarterOf(period: string): Quarter {
  const quarter = parseQuarter(period)
  if (!quarter) throw new Error(`an extract was issued for ${period}, which is no quarter`)
  return quarter
}

function placeAll(stories: Stories, quarter: Quarter, definition: Definition): Placements {
  const placements = [...stories.values()].flatMap(
    (story) => place(joined(story, stories), quarter, definition) ?? [],
  )
  return new Map(placements.map((placement) => [placement.caseId, placement]))
}

function replaced(before: Placements, after: Placements): Correction[] {
  const columns = (placement: Placement) => placement.columns
  return corrections({
    ...{ before, after, columnsBefore: columns, columnsAfter: columns },
    same: (was, is) => was.join() === is.join(),
  })
}

function carried(before: Placements, after: Placements, { carried: { from, to } }: Definition): Correction[] {
  return corrections({
    ...{ before, after },
    columnsBefore: ({ columns }) => columns.filter((column) => column === from),
    columnsAfter: ({ columns }) => columns.filter((column) => column === to),
    same: (was, is) => was.length === is.length,
  })
}
