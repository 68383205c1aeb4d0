export type EmbeddedCode =
  | 'unsupported-platform'
  | 'binaries-missing'
  | 'binaries-unusable'
  | 'folder-not-writable'
  | 'folder-unreachable'
  | 'folder-of-another'
  | 'other-version'
  | 'password-lost'
  | 'port-taken'
  | 'init-failed'
  | 'start-failed'

/** The embedded server can't run; the message tells the operator, in Spanish, what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedCode

  constructor(code: EmbeddedCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
