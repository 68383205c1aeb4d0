import { isForKind, type Procedure, writtenId } from '@ventanilla/procedures'
import { expect } from 'vitest'
import type { YearInstallation } from './year-installation.ts'
import type { Standing } from './year-play.ts'

/**
 * Tries on a live case, once for each state of each procedure, every move that isn't written from there: each is
 * refused with its code, and the case stays as it was. @returns what has been tried, as «procedure/state»
 */
export function forbiddenMoves(procedures: readonly Procedure[], { asked, adapter }: YearInstallation) {
  const tried = new Map<string, number>()
  async function tryAll({ caseId, procedure: id, kind, state, version }: Standing): Promise<void> {
    const procedure = procedures.find((one) => one.id === id)
    if (procedure === undefined || tried.has(`${id}/${state}`)) return
    const moves = forbiddenIn(procedure, state, kind)
    tried.set(`${id}/${state}`, moves.length)
    for (const [name, code] of moves) {
      const { status, body } = await asked('otra-persona', 'POST', `/v1/cases/${caseId}/moves`, name)
      expect([id, state, name, status, body.code]).toEqual([id, state, name, statusOf(code), code])
    }
    const after = await adapter.get<Standing>(`/v1/cases/${caseId}`)
    expect([after.state, after.version]).toEqual([state, version])
  }
  return { tried, tryAll }
}

const statusOf = (code: string) => (code === 'reason-not-allowed' ? 422 : 409)

type Forbidden = [name: { transition: string } | { to: string; reason: string }, code: string]

function forbiddenIn({ transitions }: Procedure, state: string, kind: string): Forbidden[] {
  const leaving = transitions.filter(({ from }) => from === state)
  const here = leaving.filter((one) => isForKind(one, kind))
  const ofOthers = leaving.filter((one) => !isForKind(one, kind))
  const isHere = (id: string) => leaving.some((one) => writtenId(one) === id)
  const byId = [...new Set(transitions.map(writtenId))].filter((id) => !isHere(id))
  const byReason = transitions.filter(
    ({ to, reason }) => !leaving.some((one) => one.to === to && one.reason === reason),
  )
  const bySystem = here.filter(({ by }) => by === 'system')
  return [
    ...byId.map((transition): Forbidden => [{ transition }, 'transition-not-allowed']),
    ...byReason.map(({ to, reason }): Forbidden => {
      const others = here.some((one) => one.to === to && one.by === 'user')
      return [{ to, reason }, others ? 'reason-not-allowed' : 'transition-not-allowed']
    }),
    ...ofOthers.flatMap(({ id, to, reason }): Forbidden[] => [
      [{ transition: id }, 'transition-not-for-kind'],
      [{ to, reason }, 'transition-not-for-kind'],
    ]),
    ...bySystem.map((one): Forbidden => [{ transition: writtenId(one) }, 'transition-by-system']),
  ]
}
