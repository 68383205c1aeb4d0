import { ProblemError, problem } from './problem.ts'
import { isStorageFull, isUnavailable } from './unavailable.ts'

// Somebody has to make room: asking every few seconds only fills the log.
const FULL_RETRY_SECONDS = 30

/**
 * The problem behind anything that was thrown while a request was served.
 * What isn't recognised is an internal error whose cause goes to the log and nowhere else.
 */
export function classify(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const known = fromFramework(codeOf(error))
  if (known) return known
  if (isStorageFull(error)) return problem('storage-full', { retryAfter: FULL_RETRY_SECONDS, cause: error })
  if (isUnavailable(error)) return problem('unavailable', { cause: error })
  return problem('internal-error', { cause: error })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function fromFramework(code: string | undefined): ProblemError | undefined {
  switch (code) {
    case 'FST_ERR_NOT_FOUND':
    case 'FST_STATIC_FORBIDDEN_PATH': // out of the folder of the documentation's own files
      return problem('not-found')
    case 'FST_ERR_BAD_URL':
      return problem('malformed-request', { detail: 'La dirección tiene una codificación % inválida.' })
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return problem('uri-too-long', { detail: 'Una parte de la dirección pasa de 200 caracteres.' })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('unsupported-media-type', { detail: 'El encabezado Content-Type no se entiende.' })
    case 'FST_ERR_ROUTE_MISSING_CONTENT_TYPE':
      return problem('unsupported-media-type', { detail: 'Falta el encabezado Content-Type.' })
    default:
      return undefined
  }
}
