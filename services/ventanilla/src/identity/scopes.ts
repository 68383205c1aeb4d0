/** What a token may allow: file, read cases, work on them, say who attends them, take extracts, operate. */
export const SCOPES = [
  'filings:write',
  'cases:read',
  'cases:work',
  'cases:supervise',
  'extracts:read',
  'admin',
] as const
export type Scope = (typeof SCOPES)[number]

/** The `aud` of every access token. */
export const AUDIENCE = 'ventanilla'

/** The same in the form of a resource indicator, which has to be an absolute URI (RFC 8707 §2). */
export const RESOURCE = 'urn:ventanilla:api'
