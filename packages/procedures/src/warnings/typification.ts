import { listOf } from '../rules/list-of.ts'
import type { TypificationRule } from '../schema/assignment.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import type { Said } from '../yaml/yaml-text.ts'
import type { WarningCode } from './codes.ts'

/** The first rule that matches decides: one that asks for more than an earlier one never gets to. */
export function hiddenRules({ typification }: ProcedureSource): Said<WarningCode>[] {
  return typification.flatMap((rule, at): Said<WarningCode>[] => {
    const earlier = typification.slice(0, at).findIndex((other) => takesAll(other, rule))
    if (earlier < 0) return []
    const detail = `La regla ${earlier + 1} del reparto ya toma todo lo que esta tomaría`
    return [{ code: 'rule-never-reached', path: ['typification', at], detail }]
  })
}

function takesAll({ when: wide = {} }: TypificationRule, { when: narrow = {} }: TypificationRule): boolean {
  return Object.entries(wide).every(([field, values]) => {
    const asked = listOf(narrow[field as keyof typeof narrow])
    return asked.length > 0 && asked.every((value) => listOf(values).includes(value))
  })
}
