import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { movesOf } from './moves.ts'

/** Every state that is named exists. */
export function unknownStates(procedure: ProcedureSource): Problem[] {
  const known = new Set(procedure.states.map((state) => state.id))
  const problems: Problem[] = []
  if (!known.has(procedure.initial)) {
    const detail = `El estado inicial «${procedure.initial}» no existe`
    problems.push({ code: 'unknown-initial', path: ['initial'], detail })
  }
  const missing = (state: string, path: (string | number)[]) => {
    if (!known.has(state))
      problems.push({ code: 'unknown-state', path, detail: `El estado «${state}» no existe` })
  }
  for (const move of movesOf(procedure)) missing(move.from, move.fromPath)
  for (const [at, { to }] of procedure.transitions.entries())
    if (to !== undefined) missing(to, ['transitions', at, 'to'])
  return problems
}

/** A reason tells two moves between the same two states apart, so it may stand only once. */
export function duplicateReasons(procedure: ProcedureSource): Problem[] {
  const seen = new Set<string>()
  return movesOf(procedure).flatMap(({ from, to, reason, index }): Problem[] => {
    const key = JSON.stringify([from, to, reason.trim().toLocaleLowerCase('es')])
    if (!seen.has(key)) {
      seen.add(key)
      return []
    }
    const detail = `La razón «${reason}» ya existe de «${from}» a «${to}»`
    return [{ code: 'duplicate-reason', path: ['transitions', index, 'reason'], detail }]
  })
}

/** What a transition asks for is declared, and an answer asks for its outcome. */
export function transitionNeeds(procedure: ProcedureSource): Problem[] {
  const outcomes = new Set(procedure.outcomes.map((outcome) => outcome.id))
  const evidence = new Set(procedure.evidence.map((item) => item.id))
  return procedure.transitions.flatMap((transition, at): Problem[] => {
    const problems: Problem[] = []
    transition.evidence?.forEach((id, item) => {
      if (evidence.has(id)) return
      const path = ['transitions', at, 'evidence', item]
      problems.push({ code: 'unknown-evidence', path, detail: `La evidencia «${id}» no está declarada` })
    })
    transition.outcomes?.forEach((id, item) => {
      if (outcomes.has(id)) return
      const path = ['transitions', at, 'outcomes', item]
      problems.push({ code: 'unknown-outcome', path, detail: `El resultado «${id}» no está declarado` })
    })
    if (transition.action === 'answer' && outcomes.size > 0 && transition.outcomes === undefined) {
      const detail = 'Una respuesta dice qué resultados puede registrar («outcomes»)'
      problems.push({ code: 'answer-without-outcome', path: ['transitions', at], detail })
    }
    if (transition.after !== undefined && transition.by !== 'system') {
      const detail = 'Un movimiento que espera («after») lo hace el sistema: falta «by: system»'
      problems.push({ code: 'after-needs-system', path: ['transitions', at, 'after'], detail })
    }
    if (transition.assigns !== undefined && transition.by === 'system' && transition.after === undefined) {
      const detail = 'Lo que el sistema hace enseguida no entrega el caso a un área («assigns»)'
      problems.push({ code: 'assigns-lost', path: ['transitions', at, 'assigns'], detail })
    }
    return problems
  })
}
