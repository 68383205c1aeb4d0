import { isInHours, lastDay, type Rules, regimeNamed, rulesOf, termOn } from '@ventanilla/terms'
import type { Path, Problem } from '../problem.ts'
import type { Kind } from '../schema/kinds.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** The regime that a kind names exists, takes what is set, and says the term that the kind says. */
export function lawProblems({ kinds }: ProcedureSource): Problem[] {
  return kinds.flatMap((kind, at) => ofKind(kind, ['kinds', at]))
}

function ofKind({ law, term }: Kind, path: Path): Problem[] {
  const problem = (code: Problem['code'], where: Path, detail: string): Problem[] => {
    return [{ code, path: [...path, ...where], detail }]
  }
  if (law === undefined) {
    if (term.unit === 'business-days' || term.unit === 'calendar-days') return []
    return problem('term-needs-law', ['term'], 'Un plazo en meses o en horas lo cuenta la ley que se nombre')
  }
  const regime = regimeNamed(law.regime)
  if (regime === undefined)
    return problem('law-unknown', ['law', 'regime'], `No hay un régimen «${law.regime}»`)
  const rules = rulesOf(regime, law.set)
  if ('refused' in rules) return problem('law-parameter', ['law', 'set', rules.field], rules.detail)
  return ofTerm(rules, term).flatMap(([code, detail]) => problem(code, ['term'], detail))
}

function ofTerm(rules: Rules, term: Kind['term']): [Problem['code'], string][] {
  // The latest version of each regime is the one that kinds are born under from now on.
  const worded = termOn(rules, lastDay)
  if (worded === undefined) return [['law-term', `El régimen «${rules.regime.name}» ya no rige`]]
  const uncountable = lawUncountable(rules)
  if (uncountable !== undefined) return [['law-uncountable', uncountable]]
  const { amount, unit } = worded
  if (amount === term.amount && unit === term.unit) return []
  return [['law-term', `El régimen «${rules.regime.name}» dice ${amount} ${unit}`]]
}

/** Why no clock of a case can be counted by a law; undefined when one can. */
export function lawUncountable(rules: Rules): string | undefined {
  const unit = termOn(rules, lastDay)?.unit
  // Hours run from the instant of reception, whatever the first day of others would be.
  if (unit !== undefined && isInHours(unit)) return undefined
  if (rules.start !== 'following-day')
    return `El régimen «${rules.regime.name}» no se cuenta desde el día siguiente`
  return undefined
}

/** What a move says to the law's clock, it is. */
export function lawMoveProblems({ states, transitions }: ProcedureSource): Problem[] {
  const stops = new Set(states.filter(({ clock }) => clock === 'stops').map(({ id }) => id))
  return transitions.flatMap(({ to, asks, tacit, action }, at): Problem[] => {
    const path = ['transitions', at]
    if (asks !== undefined && !(to !== undefined && stops.has(to))) {
      const detail = `${to === undefined ? 'Quedarse' : `«${to}»`} no detiene el término: no se pide nada al peticionario`
      return [{ code: 'asks-misplaced', path: [...path, 'asks'], detail }]
    }
    if (tacit === undefined || action === 'withdraw') return []
    const detail = 'Solo un desistimiento puede ser tácito'
    return [{ code: 'tacit-misplaced', path: [...path, 'tacit'], detail }]
  })
}
