import type { Finding } from './durability.ts'

/** The server is set up to lose what it acknowledges: a mistake of who configures it, so the process ends with 2. */
export class UnsafePostgresError extends Error {
  override readonly name = 'UnsafePostgresError'
  readonly code = 'unsafe-postgres'
  readonly exitCode = 2

  constructor(findings: readonly Finding[]) {
    const lines = findings.map(({ setting, value, why }) => `  ${setting} = ${value}: ${why}`)
    super(
      [
        'PostgreSQL está configurado de modo que puede perder lo que ya se confirmó:',
        ...lines,
        'Póngalos en «on» (en postgresql.conf, en el rol, en la base de datos o en la dirección, donde estén) y vuelva ' +
          'a iniciar. Solo para pruebas que deban perder datos: ALLOW_UNSAFE_POSTGRES=yes.',
      ].join('\n'),
    )
  }
}
