import type { Skills } from '../../src/domain/officers/events.ts'
import type { KnownOfficer } from '../../src/domain/officers/officer.ts'

export const everything: Skills = { kinds: [], themes: [], products: [], channels: [] }
export const post = { area: 'registro', level: 1 }

/** Somebody who attends everything of one post, with room for ten. */
export function officer(id: string, about: Partial<KnownOfficer> = {}): KnownOfficer {
  return {
    ...{ status: 'known', officer: id, attends: [post], skills: everything, capacity: 10, inService: true },
    absences: [],
    ...about,
  }
}
