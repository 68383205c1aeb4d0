import { type ErrorCatalog, entryOf } from './error-catalog.ts'
import { type ProblemBody, type ProblemError, problemMediaType } from './problem.ts'

/** Seconds a caller is asked to wait when the problem itself doesn't say. */
const defaultRetryAfter = 5

/** A problem as it leaves: HTTP status, headers and body. */
export interface ProblemAnswer {
  status: number
  headers: Record<string, string>
  body: ProblemBody
}

/**
 * The answer to a problem.
 * @param requestId becomes `instance`, as a URN
 * @returns undefined when the catalog doesn't know the code
 */
export function answerOf(
  catalog: ErrorCatalog,
  error: ProblemError,
  requestId: string,
): ProblemAnswer | undefined {
  const entry = entryOf(catalog, error.code)
  if (!entry) return undefined
  const { detail, field, errors, extra, headers, retryAfter } = error.options
  const wait = retryAfter ?? (entry.retry ? defaultRetryAfter : undefined)
  return {
    status: entry.status,
    headers: {
      'content-type': problemMediaType,
      ...(wait === undefined ? {} : { 'retry-after': String(wait) }),
      ...headers,
    },
    body: {
      ...extra,
      type: `/docs/errors#${error.code}`,
      title: entry.title,
      status: entry.status,
      code: error.code,
      ...(detail === undefined ? {} : { detail }),
      ...(field === undefined ? {} : { field }),
      ...(errors === undefined ? {} : { errors: [...errors] }),
      instance: `urn:uuid:${requestId}`,
    },
  }
}
