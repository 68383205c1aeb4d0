import type { Refusal } from '@ventanilla/decider'
import { ProblemError, problem } from '@ventanilla/http-kit'

/** A refusal on its way out. @param at where in the request the refused thing stands: 'body', 'body.data' */
export function problemOf(refusal: Refusal, at = 'body'): ProblemError {
  const { refused, field, detail } = refusal
  return problem(refused, { detail, field: field === undefined ? undefined : rebased(field, 'body', at) })
}

/** The same problem of a body that is part of another: 'body.person.email' is then 'body[3].data.person.email'. */
export function rebasedProblem({ code, options }: ProblemError, from: string, to: string): ProblemError {
  return new ProblemError(code, {
    ...options,
    field: options.field === undefined ? undefined : rebased(options.field, from, to),
    ...(options.errors && {
      errors: options.errors.map((error) => ({ ...error, field: rebased(error.field, from, to) })),
    }),
  })
}

function rebased(field: string, from: string, to: string): string {
  if (field === from || field.startsWith(`${from}.`) || field.startsWith(`${from}[`))
    return `${to}${field.slice(from.length)}`
  return field === '' ? to : `${to}.${field}`
}
