/**
 * A newer release changed the schema so that this one can't work on it. Not ours to mend, and waiting doesn't help: the
 * process ends with 2.
 */
export class SchemaNewerError extends Error {
  override readonly name = 'SchemaNewerError'
  readonly code = 'schema-newer'
  readonly exitCode = 2
  readonly service: string
  readonly found: number
  readonly known: number

  constructor(service: string, found: number, known: number) {
    super(
      `La base de datos de «${service}» está en la versión ${found}, que no es compatible con este programa, que llega a la ${known}: ` +
        'use una versión más reciente del programa o restaure una copia anterior de la base de datos.',
    )
    this.service = service
    this.found = found
    this.known = known
  }
}

/** A migration that was already applied no longer reads the same: migrations are never edited, only added. */
export class MigrationChangedError extends Error {
  override readonly name = 'MigrationChangedError'
  readonly code = 'migration-changed'

  constructor(service: string, file: string) {
    super(
      `La migración ${file} de «${service}» cambió después de aplicarse: devuélvala a como estaba y ` +
        'ponga el cambio en un archivo nuevo con el número siguiente.',
    )
  }
}

/** A migration failed and nothing of it stayed; the server's error is the cause. */
export class MigrationFailedError extends Error {
  override readonly name = 'MigrationFailedError'
  readonly code = 'migration-failed'

  constructor(service: string, file: string, cause: unknown) {
    super(
      `La migración ${file} de «${service}» falló y se deshizo: ${cause instanceof Error ? cause.message : cause}`,
      { cause },
    )
  }
}
