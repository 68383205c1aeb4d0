import { bogotaDate } from '@ventanilla/calendar'
import { problem } from '@ventanilla/http-kit'
import { procedureVersion } from '@ventanilla/procedures'
import { defined } from '../domain/defined.ts'
import type { Asked, ChangeDeps, Changed } from './asked.ts'
import { changeCase } from './change-case.ts'
import { textOf } from './keep-texts.ts'
import { personOf } from './person.ts'

export interface MigrateAsked {
  version: number
  /** Of a state that the version doesn't have, the one that its cases go to. */
  states?: Readonly<Record<string, string>>
  note: string
}

/** @throws ProblemError `procedure-version-unknown`, and all that a change may */
export function migrateCase(deps: ChangeDeps, asked: Asked, said: MigrateAsked): Promise<Changed> {
  const now = deps.clock.now()
  const { version, states = {}, note } = said
  const by = personOf(asked.caller)
  return changeCase(deps, asked, (state, { entity, procedure }, seed) => {
    const to = procedureVersion(entity, state.procedure, version)
    if (to === undefined) throw problem('procedure-version-unknown', { field: 'body.version' })
    const born = procedureVersion(entity, state.procedure, state.bornUnder ?? procedure.version) ?? procedure
    const texts = textOf(seed, 'case-note', note)
    const about = { to, born, procedure, target: states[state.state], on: bogotaDate(now) }
    return {
      command: { type: 'Migrate', ...about, ...defined({ by, noteRef: texts[0]?.ref }) },
      at: now,
      texts,
    }
  })
}
