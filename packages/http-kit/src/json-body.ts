import { jsonFault } from './json-fault.ts'
import { problem } from './problem.ts'
import { refuseHazard } from './refuse-hazard.ts'

/** Byte order marks are dropped: spreadsheets and Windows tools write them. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The JSON value in a request body.
 * @throws ProblemError `invalid-json` (with `line` and `column` where known) or `validation-failed` for what
 *   parses but must not enter: see `inspectJson`
 */
export function parseJsonBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) throw problem('invalid-json', { field: 'body', detail: 'El cuerpo llegó vacío.' })
  const text = decode(bytes)
  const value = parse(text)
  const refusal = refuseHazard(value, 'body')
  if (refusal) throw refusal
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw problem('invalid-json', { field: 'body', detail: 'El cuerpo no está en UTF-8.' })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    const fault = jsonFault(text)
    if (!fault) throw problem('invalid-json', { field: 'body' })
    const { line, column, offset } = fault
    throw problem('invalid-json', {
      field: 'body',
      detail: fault.end
        ? `El JSON está incompleto: termina en la línea ${line}, columna ${column}.`
        : `El JSON tiene un error en la línea ${line}, columna ${column}.`,
      extra: { line, column, offset },
    })
  }
}
