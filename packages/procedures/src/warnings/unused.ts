import type { ProcedureSource } from '../schema/procedure.ts'
import type { NamedValue } from '../yaml/anchors.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/** What is declared, and that nothing in the file asks for. */
export function unusedDeclarations(procedure: ProcedureSource): Said<WarningCode>[] {
  const { bypass, evidence, forms, outcomes, regimes, ...rest } = procedure
  const asked = saidUnder(rest, 'evidence')
  const filled = saidUnder(rest, 'form')
  const recorded = saidUnder(rest, 'outcomes')
  const counting = saidUnder(rest, 'regime')
  return [
    ...unused(forms, filled, (id, at) => ({
      ...{ code: 'unused-form', path: ['forms', at, 'id'] },
      detail: `Ningún tipo y ningún movimiento pide el formulario «${id}»`,
    })),
    ...unused(evidence, asked, (id, at) => ({
      ...{ code: 'unused-evidence', path: ['evidence', at, 'id'] },
      detail: `Ningún movimiento pide la evidencia «${id}»`,
    })),
    ...unused(outcomes, recorded, (id, at) => ({
      ...{ code: 'unused-outcome', path: ['outcomes', at, 'id'] },
      detail: `Ningún movimiento puede registrar el resultado «${id}»`,
    })),
    ...unused(regimes, counting, (id, at) => ({
      ...{ code: 'unused-regime', path: ['regimes', at, 'id'] },
      detail: `Ningún tipo y ningún reloj nombra el régimen «${id}»`,
    })),
    ...unusedLevels(procedure),
  ]
}

/** To a level of mission areas cases are escalated by hand, where the procedure escalates at all. */
function unusedLevels({ levels, ...rest }: ProcedureSource): Said<WarningCode>[] {
  const named = saidUnder(rest, 'level')
  return levels.flatMap(({ level, name, misional }, at): Said<WarningCode>[] => {
    if (named.has(level) || (misional && rest.escalation !== undefined)) return []
    const detail = `Nada lleva al nivel ${level} («${name}»): ni el reparto, ni un reloj, ni el escalamiento`
    return [{ code: 'unused-level', path: ['levels', at, 'level'], detail }]
  })
}

/** A decision that was given a name so that others refer to it, and that none refers to. */
export function unusedNames(named: readonly NamedValue[]): Said<WarningCode>[] {
  return named.flatMap(({ name, path, used }): Said<WarningCode>[] => {
    if (used) return []
    const detail = `Nada se refiere a «*${name}»: cambiar este valor no cambia el procedimiento`
    return [{ code: 'unused-name', path, detail }]
  })
}

function unused(
  items: readonly { id: string }[],
  named: ReadonlySet<unknown>,
  say: (id: string, at: number) => Said<WarningCode>,
): Said<WarningCode>[] {
  return items.flatMap(({ id }, at) => (named.has(id) ? [] : [say(id, at)]))
}

/** Whatever stands, alone or in a list, in a field of that name, however deep: words that are added later count too. */
function saidUnder(value: unknown, field: string, found = new Set<unknown>()): ReadonlySet<unknown> {
  if (typeof value !== 'object' || value === null) return found
  for (const [name, inside] of Object.entries(value)) {
    if (name === field) for (const one of [inside].flat()) found.add(one)
    saidUnder(inside, field, found)
  }
  return found
}
