import { bogotaDate, type LocalDate } from '@ventanilla/calendar'
import type { DataOf, PublicEvent } from '@ventanilla/contracts'

export type Outcome = NonNullable<DataOf<'ventanilla.routing.CaseAnswered.v1'>['outcome']>

/** A stretch during which routing holds the case open, as its facts say it: nothing is put right here. */
export interface RawSpell {
  /** The day of the reopening; absent in the first spell, which begins with the reception. */
  readonly from?: LocalDate
  readonly to?: LocalDate
  /** The day of the answer on the substance; absent when the case ended otherwise. */
  readonly answeredOn?: LocalDate
  readonly outcome?: Outcome
  /** The state that it ended in. */
  readonly endedIn?: string
  /** How the term of a reopened case goes on. */
  readonly reopens?: DataOf<'ventanilla.routing.CaseMoved.v1'>['reopens']
}

type Filing = DataOf<'ventanilla.intake.FilingReceived.v1'>
type Opened = DataOf<'ventanilla.routing.CaseOpened.v2'>
type Assigned = DataOf<'ventanilla.routing.CaseAssigned.v1'>

/**
 * What intake and routing tell of one case. Facts of one publisher come in its order, those of different ones in
 * any: so each publisher has fields of its own, and whoever reads the story joins them. No reference to a person or
 * to their texts is kept.
 */
export interface CaseStory {
  readonly caseId: string
  readonly filing?: Pick<
    Filing,
    | 'procedure'
    | 'kind'
    | 'channel'
    | 'mode'
    | 'receivedAt'
    | 'theme'
    | 'product'
    | 'recordedBy'
    | 'externalRef'
    | 'trackingHash'
  > & { readonly point?: string; readonly turn?: string }
  readonly radicado?: string
  readonly opened?: Omit<Opened, 'caseId'>
  /** Set or put right since it was opened. */
  readonly about: { readonly theme?: string; readonly product?: string }
  readonly assigned?: Pick<Assigned, 'area' | 'level' | 'officer'>
  /** The highest level that it was ever given to. */
  readonly reachedLevel?: number
  readonly state?: string
  /** The day on which it came into it; a move to where it was changes nothing. */
  readonly stateSince?: LocalDate
  /** What became last of its priority (Ley 1437 de 2011, art. 20). */
  readonly priority?: Omit<DataOf<'ventanilla.routing.CasePrioritySet.v1'>, 'caseId'>
  /** The day on which it came into a final state that it hasn't left. */
  readonly closedOn?: LocalDate
  /** In the order in which they happened; the last one may be open. */
  readonly spells: readonly RawSpell[]
  /** What was answered in fields that indicators count, as `form.field`; absent while nothing was. */
  readonly measures?: Readonly<Record<string, number | boolean>>
  /** Codes of what a rule would have refused, had another system not recorded it. */
  readonly flags: readonly string[]
  /** The case that goes on in its place, and since when; all else stays as it is for the day they are separated. */
  readonly merged?: { readonly into: string; readonly on: LocalDate }
  /** Cases that it goes on for; absent while there are none. */
  readonly goesOnFor?: readonly string[]
  /** Cases that aren't one matter with it, and what it is to each; absent while there are none. */
  readonly links?: readonly Link[]
}

export type Link = Pick<DataOf<'ventanilla.routing.CaseLinked.v1'>, 'link' | 'side'> & {
  readonly caseId: string
}

export function newStory(caseId: string): CaseStory {
  return { caseId, about: {}, spells: [{}], flags: [] }
}

/** The story with one more fact; the same one for facts that aren't part of it. */
export function tell(story: CaseStory, event: PublicEvent): CaseStory {
  switch (event.type) {
    case 'ventanilla.intake.FilingReceived.v1':
      return { ...story, filing: filingOf(event.data) }
    case 'ventanilla.intake.FilingNumbered.v1':
      return { ...story, radicado: event.data.radicado }
    case 'ventanilla.routing.CaseOpened.v2':
      return opened(story, event.data)
    case 'ventanilla.routing.CaseAssigned.v1':
      return assigned(story, event.data)
    case 'ventanilla.routing.CaseClassified.v1':
      return classified(story, event.data)
    case 'ventanilla.routing.CaseAnswered.v1':
      return answered(story, event.data)
    case 'ventanilla.routing.CaseMoved.v1':
      return moved(story, event.data)
    case 'ventanilla.routing.CaseMeasured.v1':
      return measured(story, event.data)
    case 'ventanilla.routing.CaseMigrated.v1':
      return migrated(story, event.data)
    case 'ventanilla.routing.CasePrioritySet.v1': {
      const { caseId: _, ...priority } = event.data
      return { ...story, priority }
    }
    case 'ventanilla.routing.CaseMerged.v1': {
      const { into, on } = event.data
      return { ...story, merged: { into, on } }
    }
    case 'ventanilla.routing.CaseUnmerged.v1': {
      const { merged: _, ...before } = story
      return before
    }
    case 'ventanilla.routing.CaseAbsorbed.v1':
      return { ...story, goesOnFor: [...(story.goesOnFor ?? []), event.data.merged] }
    case 'ventanilla.routing.CaseReleased.v1':
      return released(story, event.data.released)
    case 'ventanilla.routing.CaseLinked.v1': {
      const { other, link, side } = event.data
      return { ...story, links: [...(story.links ?? []), { caseId: other, link, side }] }
    }
    case 'ventanilla.routing.CaseUnlinked.v1':
      return unlinked(story, event.data)
    default:
      return story
  }
}

function filingOf(data: Filing): NonNullable<CaseStory['filing']> {
  const { procedure, kind, channel, mode, receivedAt, trackingHash } = data
  const { theme, product, recordedBy, externalRef } = data
  return {
    ...{ procedure, kind, channel, mode, receivedAt, trackingHash },
    ...(theme !== undefined && { theme }),
    ...(product !== undefined && { product }),
    ...(recordedBy !== undefined && { recordedBy }),
    ...(externalRef !== undefined && { externalRef }),
    ...attendedAt(data),
  }
}

function attendedAt({ form }: Filing): { point?: string; turn?: string } {
  const said = (name: string) => (typeof form?.[name] === 'string' ? { [name]: form[name] } : {})
  return { ...said('point'), ...said('turn') }
}

function opened(story: CaseStory, { caseId: _, ...data }: Opened): CaseStory {
  return { ...story, opened: data, state: data.state, stateSince: bogotaDate(data.receivedAt) }
}

function assigned(story: CaseStory, { area, level, officer }: Assigned): CaseStory {
  const reachedLevel = Math.max(level, story.reachedLevel ?? level)
  return { ...story, reachedLevel, assigned: { area, level, ...(officer !== undefined && { officer }) } }
}

function classified(
  story: CaseStory,
  { theme, product, outcome }: DataOf<'ventanilla.routing.CaseClassified.v1'>,
): CaseStory {
  const about = {
    ...story.about,
    ...(theme !== undefined && { theme }),
    ...(product !== undefined && { product }),
  }
  return { ...story, about, ...(outcome !== undefined && changeLast(story, { outcome })) }
}

/** Answered again, the form says all that it says. */
function measured(story: CaseStory, data: DataOf<'ventanilla.routing.CaseMeasured.v1'>): CaseStory {
  const { form, values } = data
  const others = Object.entries(story.measures ?? {}).filter(([key]) => !key.startsWith(`${form}.`))
  const said = Object.entries(values).map(([id, value]) => [`${form}.${id}`, value] as const)
  return { ...story, measures: Object.fromEntries([...others, ...said]) }
}

/** Its states are by now those of another version. */
function migrated(story: CaseStory, data: DataOf<'ventanilla.routing.CaseMigrated.v1'>): CaseStory {
  const { procedureVersion, state } = data
  const { opened } = story
  return { ...story, state, ...(opened && { opened: { ...opened, procedureVersion } }) }
}

/** The first answer of a spell ended it; a later one, told by another system, may only name another outcome. */
function answered(story: CaseStory, data: DataOf<'ventanilla.routing.CaseAnswered.v1'>): CaseStory {
  const { on, outcome, flags } = data
  const ended = lastSpell(story).answeredOn === undefined ? { answeredOn: on, to: on } : {}
  const change = { ...ended, ...(outcome !== undefined && { outcome }) }
  return { ...story, ...changeLast(story, change), flags: flagged(story, flags) }
}

function moved(story: CaseStory, data: DataOf<'ventanilla.routing.CaseMoved.v1'>): CaseStory {
  const { from, to: state, on, clock, final, flags = [], reopens } = data
  const { closedOn: _, ...rest } = story
  const next = {
    ...{ ...rest, state, flags: flagged(story, flags) },
    ...(from !== state && { stateSince: on }),
    ...(final && { closedOn: on }),
  }
  const { to } = lastSpell(story)
  if (clock === 'ends') return { ...next, ...changeLast(story, { to: to ?? on, endedIn: state }) }
  if (to === undefined) return next
  // What was answered before a reopening didn't satisfy: another spell begins, with no outcome yet.
  const spell = { from: on, ...(reopens !== undefined && { reopens }) }
  return { ...next, spells: [...story.spells, spell] }
}

function released({ goesOnFor = [], ...story }: CaseStory, caseId: string): CaseStory {
  const left = goesOnFor.filter((one) => one !== caseId)
  return left.length === 0 ? story : { ...story, goesOnFor: left }
}

function unlinked(
  { links = [], ...story }: CaseStory,
  { other, link }: DataOf<'ventanilla.routing.CaseUnlinked.v1'>,
): CaseStory {
  const left = links.filter((one) => one.caseId !== other || one.link !== link)
  return left.length === 0 ? story : { ...story, links: left }
}

export function lastSpell({ spells }: CaseStory): RawSpell {
  return spells.at(-1) ?? {}
}

function changeLast(story: CaseStory, change: RawSpell): Pick<CaseStory, 'spells'> {
  return { spells: [...story.spells.slice(0, -1), { ...lastSpell(story), ...change }] }
}

function flagged({ flags }: CaseStory, more: readonly string[]): readonly string[] {
  return more.length === 0 ? flags : [...new Set([...flags, ...more])].sort()
}
