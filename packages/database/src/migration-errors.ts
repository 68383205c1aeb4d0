/** The database was migrated by a newer release than this one: running on it could lose what it knows. */
export class SchemaNewerError extends Error {
  override readonly name = 'SchemaNewerError'
  readonly code = 'schema-newer'
  readonly service: string
  readonly found: number
  readonly known: number

  constructor(service: string, found: number, known: number) {
    super(
      `La base de datos de «${service}» está en la versión ${found} y este programa llega a la ${known}: ` +
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
