import { type Decision, refuse } from '@ventanilla/decider'
import type { CaseEvent } from '../../events.ts'
import type { CaseRefusal, CaseRefusalCode } from '../../refusals.ts'

/** One thing that stands in the way of a move. */
export interface Lack {
  /** What the move is refused with. */
  code: CaseRefusalCode
  /** The part of a request that is at fault, or that would bring it. */
  field?: string
  /** The evidence, the field of a form, the guard or the transition that it is about. */
  about?: string
  /** What is wrong with a field, where the code only says that something is. */
  fault?: string
  /** Spanish. It never quotes what somebody wrote. */
  detail: string
}

/** A refusal as the lack that it tells of. */
export function asLack({ refused, field, detail = '' }: CaseRefusal): Lack {
  return { code: refused, detail, ...(field !== undefined && { field }) }
}

/** Refused for the first of these, with every field that is at fault. */
export function refuseFor([first, ...others]: readonly [Lack, ...Lack[]]): CaseRefusal {
  const { code, field, detail } = first
  const errors = [first, ...others].flatMap(({ field, fault, code, detail }) =>
    field === undefined ? [] : [{ field, code: fault ?? code, detail }],
  )
  return refuse(code, {
    ...(field !== undefined && { field }),
    detail,
    ...(errors.length > 0 && { errors }),
  })
}

/** What follows when nothing stands in the way. */
export function unless(
  lacks: readonly Lack[],
  made: () => CaseEvent[],
): Decision<CaseEvent, CaseRefusalCode> {
  const [first, ...others] = lacks
  return first === undefined ? made() : refuseFor([first, ...others])
}
