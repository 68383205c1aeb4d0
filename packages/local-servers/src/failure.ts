export type LocalServerCode =
  | 'java-missing'
  | 'java-too-old'
  | 'maven-missing'
  | 'maven-too-old'
  | 'fetch-failed'
  | 'redis-missing'
  | 'folder-not-writable'
  | 'folder-unusable'
  | 'port-taken'
  | 'format-failed'
  | 'start-failed'

/** A local server can't run; the message tells the operator, in Spanish, what to do. */
export class LocalServerError extends Error {
  override readonly name = 'LocalServerError'
  readonly code: LocalServerCode

  constructor(code: LocalServerCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
