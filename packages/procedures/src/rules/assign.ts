import type { TypificationRule } from '../schema/assignment.ts'
import type { Area } from '../schema/entity.ts'
import type { Procedure } from '../schema/procedure.ts'
import { listOf } from './list-of.ts'

/** What the tree looks at. A field that is absent matches no rule that names it. */
export interface Typified {
  kind: string
  theme?: string
  product?: string
  channel?: string
}

export interface Assignment {
  area: string
  level: number
  /** Place of the rule in the tree, from 0: what a person is shown as the reason. */
  rule: number
}

/** Who attends the case: the first rule of the typification tree that matches. The last one always does. */
export function assignFor(procedure: Procedure, about: Typified): Assignment {
  const rule = procedure.typification.findIndex((rule) => matches(rule, about))
  const found = procedure.typification[rule]
  if (found === undefined) throw new TypeError(`${procedure.id}@${procedure.version} has no default rule`)
  return { area: found.area, level: found.level, rule }
}

function matches({ when = {} }: TypificationRule, about: Typified): boolean {
  return fields.every((field) => {
    const wanted = listOf(when[field])
    return wanted.length === 0 || wanted.some((value) => value === about[field])
  })
}

const fields = ['kind', 'theme', 'product', 'channel'] as const satisfies readonly (keyof Typified)[]

export type EscalationProblem = 'kind-not-escalable' | 'area-unknown' | 'area-not-misional'

/** Why a case of this kind may not be escalated to this area; undefined when it may. */
export function escalationProblem(
  procedure: Procedure,
  areas: readonly Area[],
  about: { kind: string; area: string },
): EscalationProblem | undefined {
  const { escalation } = procedure
  if (!escalation?.kinds.includes(about.kind)) return 'kind-not-escalable'
  const area = areas.find((area) => area.id === about.area)
  if (area === undefined) return 'area-unknown'
  return escalation.to === 'misional' && !area.misional ? 'area-not-misional' : undefined
}
