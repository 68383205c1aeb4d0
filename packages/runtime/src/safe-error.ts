/**
 * What may be said of an error without saying anything of a person. PostgreSQL quotes the offending value in `detail`
 * (`Key (email)=(…) already exists`) and in the message of its data exceptions; V8 quotes the text that JSON.parse
 * refused. Neither may reach a log or a health page.
 */
export interface SafeError {
  type: string
  code?: string
  message: string
  stack?: string
  cause?: SafeError
  /** Names of the schema, never values: table, constraint, column. */
  [name: string]: unknown
}

const KEPT = [
  'severity',
  'schema',
  'table',
  'column',
  'constraint',
  'routine',
  'syscall',
  'statusCode',
] as const
const MAX_CAUSES = 4

/** A short name of the failure for a health page: its code, else its class ('ECONNREFUSED', '40P01', 'TypeError'). */
export function failureName(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.name : typeof error)
}

export function safeError(error: unknown, depth = 0): SafeError {
  if (!(error instanceof Error)) return { type: typeof error, message: mask(String(error)) }
  const code = codeOf(error)
  const safe: SafeError = { type: error.name, ...(code ? { code } : {}), message: messageOf(error, code) }
  const fields = error as unknown as Record<string, unknown>
  for (const name of KEPT) if (fields[name] !== undefined) safe[name] = fields[name]
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  if (frames?.length) safe.stack = frames.join('\n')
  if (error.cause !== undefined && depth < MAX_CAUSES) safe.cause = safeError(error.cause, depth + 1)
  return safe
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

function messageOf(error: Error, code: string | undefined): string {
  // SQLSTATE classes 22 (data exception) and 23 (integrity violation) name values; so does JSON.parse.
  if (code && /^2[23][0-9A-Z]{3}$/.test(code)) return `refused by the database (${code})`
  if (error instanceof SyntaxError) return 'text that could not be parsed'
  return mask(error.message)
}

// A name at a domain whose last label begins with a letter: `pg@8.16.3` in a path and `co@1` of a calendar are versions.
const EMAIL = /[^\s@<>"'(=/]+@[^\s@<>"')/]*\.\p{L}[^\s@<>"')/]*/gu
const CREDENTIALS = /\/\/[^\s/@]*:[^\s/]*@/g
// Cédulas and telephones, with and without separators; dates, radicados and pieces of a UUID stay.
const NUMBER = /(?<![\w-])(?:\d{1,3}(?:\.\d{3}){2,}|3\d{2}[ -]\d{3}[ -]?\d{4}|\d{7,})(?![\w-])/g

/** E-mail addresses, document numbers, telephones and the credentials of a URL inside a text give way to a mark. */
export function mask(text: string): string {
  return text.replace(CREDENTIALS, '//[clave]@').replace(EMAIL, '[correo]').replace(NUMBER, '[número]')
}
