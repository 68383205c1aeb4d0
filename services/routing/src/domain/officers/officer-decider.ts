import { type Decider, type Decision, refuse } from '@ventanilla/decider'
import type { Entity } from '@ventanilla/procedures'
import type { Absence, OfficerEvent, OfficerSet, Skills } from './events.ts'
import { evolveOfficer, type KnownOfficer, type Officer } from './officer.ts'

export type OfficerRefusalCode =
  | 'officer-unknown'
  | 'absence-unknown'
  | 'skill-unknown'
  | 'area-unknown'
  | 'level-unknown'

type Said = OfficerSet['data']

export type OfficerCommand =
  | { type: 'Set'; officer: Said; entity: Entity }
  | { type: 'Absent'; absence: Absence }
  | { type: 'Withdraw'; absence: string }

/** Who attends cases, and when they are away. What is said again changes nothing. */
export const officerDecider: Decider<Officer, OfficerCommand, OfficerEvent, OfficerRefusalCode> = {
  initial: { status: 'none' },
  evolve: evolveOfficer,
  decide(command, state): Decision<OfficerEvent, OfficerRefusalCode> {
    if (command.type === 'Set') return decideSet(command, state)
    if (state.status === 'none') return refuse('officer-unknown')
    const { officer, absences } = state
    if (command.type === 'Absent') {
      const { absence } = command
      if (absences.some(({ id }) => id === absence.id)) return []
      return [{ type: 'OfficerAbsent', data: { officer, absence } }]
    }
    const { absence } = command
    if (!absences.some(({ id }) => id === absence)) return refuse('absence-unknown')
    return [{ type: 'OfficerAbsenceWithdrawn', data: { officer, absence } }]
  },
}

function decideSet(
  { officer, entity }: { officer: Said; entity: Entity },
  state: Officer,
): Decision<OfficerEvent, OfficerRefusalCode> {
  for (const [at, { area, level }] of officer.attends.entries()) {
    const known = entity.areas.some(({ id }) => id === area)
    if (!known) return refuse('area-unknown', { field: `body.attends[${at}].area` })
    const reached = entity.versions.some(({ levels }) => levels.some((one) => one.level === level))
    if (!reached) return refuse('level-unknown', { field: `body.attends[${at}].level` })
  }
  const words = wordsOf(entity)
  for (const [dimension, said] of Object.entries(officer.skills) as [keyof Skills, readonly string[]][]) {
    const at = said.findIndex((one) => !words[dimension].has(one))
    if (at >= 0) return refuse('skill-unknown', { field: `body.skills.${dimension}[${at}]` })
  }
  return state.status === 'known' && same(state, officer) ? [] : [{ type: 'OfficerSet', data: officer }]
}

function wordsOf({ versions, themes, products }: Entity): Record<keyof Skills, ReadonlySet<string>> {
  return {
    kinds: new Set(versions.flatMap(({ kinds }) => kinds.map(({ id }) => id))),
    themes: new Set(themes.map(({ id }) => id)),
    products: new Set(products.map(({ id }) => id)),
    channels: new Set(versions.flatMap(({ channels }) => channels)),
  }
}

function same(state: KnownOfficer, officer: Said): boolean {
  const posts = (said: Said) => said.attends.map(({ area, level }) => `${level} ${area}`)
  const skills = ({ skills: { kinds, themes, products, channels } }: Said) => [
    kinds,
    themes,
    products,
    channels,
  ]
  const text = (said: Said) => JSON.stringify([posts(said), skills(said), said.capacity, said.inService])
  return text(state) === text(officer)
}
