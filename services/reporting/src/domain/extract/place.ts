import { addDays, type LocalDate } from '@ventanilla/calendar'
import { kindOf, productOf, receivedOn } from '../case-facts.ts'
import type { CaseStory } from '../case-story.ts'
import type { Quarter } from '../quarter.ts'
import { lastBegun, openAfter, type Spell, spellsOf } from '../spells.ts'
import { columnsOf, type Definition, type Measure, NOWHERE } from './definition.ts'

/** Where one case stands in a quarter's extract, and what it was placed by. */
export interface Placement {
  readonly caseId: string
  readonly radicado?: string
  readonly kind: string
  readonly product?: string
  /** Undefined for a product in no unit, or none. */
  readonly unit?: string
  readonly receivedOn: LocalDate
  /** The last way out of the case that is known; absent while it is open. */
  readonly ending?: { readonly on: LocalDate; readonly as?: string }
  /** Columns that it is counted in, none when the quarter doesn't touch it. */
  readonly columns: readonly string[]
  /** It left in the quarter, and nothing says in which column. */
  readonly withoutOutcome: boolean
}

/**
 * Places a case. A quarter sees a case at most once in each column: as pending when it was open at the end of the day
 * before the quarter, else as received when it came in (or was opened again) in it; as resolved by the last way out
 * if it isn't open when the quarter ends, else as pending. Undefined for cases that no extract counts.
 */
export function place(story: CaseStory, quarter: Quarter, definition: Definition): Placement | undefined {
  const kind = kindOf(story)
  const received = receivedOn(story)
  if (kind === undefined || received === undefined) return undefined
  if (!definition.rules.kinds.includes(kind)) return undefined
  const spells = spellsOf(story).filter((spell) => !isNowhere(spell, definition))
  const last = spells.at(-1)
  if (last === undefined) return undefined
  const product = productOf(story)
  const unit = product === undefined ? undefined : definition.products[product]
  const left = leftIn(spells, quarter)
  const by = left && columnOf(left, definition)
  return {
    caseId: story.caseId,
    ...(story.radicado !== undefined && { radicado: story.radicado }),
    kind,
    ...(product !== undefined && { product }),
    ...(unit !== undefined && { unit }),
    receivedOn: received,
    ...(last.to !== undefined && { ending: { on: last.to, ...named(last) } }),
    columns: definition.columns
      .filter(({ code, counts }) => isCounted(code, counts, { spells, quarter, definition, by }))
      .map(({ code }) => code),
    withoutOutcome: left !== undefined && by === undefined,
  }
}

interface Question {
  readonly spells: readonly Spell[]
  readonly quarter: Quarter
  readonly definition: Definition
  /** The column of the way out, when it left in the quarter. */
  readonly by: string | undefined
}

/** Each column asks a question of its own: that the answers fit together is checked, not assumed. */
function isCounted(code: string, counts: Measure, question: Question): boolean {
  const { spells, quarter, by } = question
  switch (counts) {
    case 'pending-at-start':
      return openBefore(question) || (isReopened(question) && entersBy(code, question))
    case 'received':
      return isNew(question) || (isReopened(question) && entersBy(code, question))
    case 'attended':
      return spells.some(({ from, to }) => from <= quarter.last && (to === undefined || to >= quarter.first))
    case 'resolved-here':
      return by === code
    case 'resolved':
      return leftIn(spells, quarter) !== undefined
    case 'pending-at-end':
      return openAfter(spells, quarter.last)
  }
}

function openBefore({ spells, quarter }: Question): boolean {
  return openAfter(spells, addDays(quarter.first, -1))
}

function isNew({ spells, quarter }: Question): boolean {
  const [first] = spells
  return first !== undefined && within(first.from, quarter)
}

/** Closed when the quarter began, and opened again in it. */
function isReopened(question: Question): boolean {
  const { spells, quarter } = question
  if (openBefore(question) || isNew(question)) return false
  return spells.slice(1).some(({ from }) => within(from, quarter))
}

function entersBy(code: string, { definition }: Question): boolean {
  return definition.rules.reopened === code
}

/** The stretch with which the case left in the quarter: the last one, if it ended in it. */
function leftIn(spells: readonly Spell[], quarter: Quarter): Spell | undefined {
  const last = lastBegun(spells, quarter.last)
  return last?.to !== undefined && within(last.to, quarter) ? last : undefined
}

/** It ended in a way that no column takes (annulled, if the entity says so): as if it had never been. */
function isNowhere(spell: Spell, definition: Definition): boolean {
  return spell.to !== undefined && columnOf(spell, definition) === NOWHERE
}

function columnOf({ outcome, endedIn }: Spell, { rules }: Definition): string | undefined {
  const ending = outcome ?? endedIn
  return ending === undefined ? undefined : rules.endings[ending]
}

function named({ outcome, endedIn }: Spell): { as?: string } {
  const as = outcome ?? endedIn
  return as === undefined ? {} : { as }
}

const within = (day: LocalDate, { first, last }: Quarter) => first <= day && day <= last

/** The ways into a quarter, which a reopened case must take one of. */
export function entries(definition: Pick<Definition, 'columns'>): readonly string[] {
  return [...columnsOf(definition, 'pending-at-start'), ...columnsOf(definition, 'received')]
}
