import type { $ZodIssue } from 'zod/v4/core'
import type { FieldError } from './problem.ts'

/** How many field errors one answer lists at most: a hostile body can break a schema in 100,000 places. */
export const maxFieldErrors = 20

/**
 * Field errors out of zod issues, whose messages are Spanish already and whose input was reported
 * (`reportInput: true`), so that a missing field can be told from one of the wrong type.
 * @param part first segment of the paths: 'body', 'query', 'path', 'headers'
 */
export function fieldErrors(part: string, issues: readonly $ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) => errorsOf(join(part, issue.path), issue)).slice(0, maxFieldErrors + 1)
}

function errorsOf(field: string, issue: $ZodIssue): FieldError[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, maxFieldErrors + 1).map((key) => ({
        field: join(field, [key]),
        code: 'unknown-field',
        detail: issue.message,
      }))
    case 'invalid_union':
      return unionErrors(field, issue)
    default:
      return [{ field, code: codeOf(issue), detail: issue.message }]
  }
}

/**
 * Where only one branch accepts the kind of value that came, that branch was meant and its errors help;
 * otherwise the union as a whole is at fault.
 */
function unionErrors(field: string, issue: Extract<$ZodIssue, { code: 'invalid_union' }>): FieldError[] {
  const meant = issue.errors.filter((branch) => !branch.some(rejectsTheWhole))
  const [only] = meant
  if (meant.length === 1 && only) return fieldErrors(field, only)
  return [{ field, code: 'invalid-union', detail: issue.message }]
}

function rejectsTheWhole(issue: $ZodIssue): boolean {
  return issue.path.length === 0 && issue.code !== 'unrecognized_keys'
}

function codeOf(issue: $ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required'
  if (issue.code === 'custom' && typeof issue.params?.code === 'string') return issue.params.code
  return issue.code === 'custom' ? 'invalid-value' : issue.code.replaceAll('_', '-')
}

function join(start: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((before, key) => {
    if (typeof key === 'number') return `${before}[${key}]`
    const name = String(key)
    return `${before}.${name.length > 64 ? `${name.slice(0, 64)}…` : name}`
  }, start)
}
