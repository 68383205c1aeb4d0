/** What no waiting mends: whoever configures or deploys has to. The process ends with `exitCode`. */
export type Fatal = Error & { exitCode: number }

/** Of who configures it (ConfigError, ProcedureError, UnsafePostgresError, SchemaNewerError …): told, not thrown. */
export function isFatal(error: unknown): error is Fatal {
  return error instanceof Error && 'exitCode' in error && typeof error.exitCode === 'number'
}

/** Says it to who started the process, and has it end with the code. */
export function tellFatal({ message, exitCode }: Fatal): void {
  process.stderr.write(`${message}\n`)
  process.exitCode = exitCode
}
