import { trusting } from '@ventanilla/http-kit'
import { z } from 'zod'

const spanish = z.locales.es().localeError

export interface ConfigProblem {
  variable: string
  /** What is wrong with it, in Spanish. Never the value: it may be a secret. */
  text: string
}

/** The environment doesn't describe a service that can start: a mistake of who deploys, so the process ends with 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly exitCode = 2
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ variable, text }) => `  ${variable}: ${text}`)
    super(['La configuración no sirve:', ...lines].join('\n'))
    this.problems = problems
  }
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The configuration of a service out of its environment. The keys of `schema` are the names of the variables.
 * An empty variable counts as absent, since compose files and shells can't unset one.
 * @throws ConfigError that names every bad variable at once; the caller ends with `exitCode`
 */
export function readConfig<S extends z.ZodType>(schema: S, env: Environment): z.output<S> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = schema.safeParse(given, { error: spanish })
  if (read.success) return read.data
  throw new ConfigError(read.error.issues.map((issue) => problemOf(issue, given)))
}

function problemOf(issue: z.core.$ZodIssue, given: Record<string, unknown>): ConfigProblem {
  const [first] = issue.path
  if (first === undefined) return { variable: '(en conjunto)', text: issue.message }
  const variable = issue.path.map(String).join('.')
  return { variable, text: String(first) in given ? issue.message : 'falta' }
}

/** The address of a PostgreSQL database. */
export const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })

/** ALLOW_UNSAFE_POSTGRES: starts on a PostgreSQL that may lose what it acknowledged, as tests of just that need. */
export const allowUnsafePostgres = z
  .enum(['yes', 'no'])
  .default('no')
  .transform((answer) => answer === 'yes')

/** Words with commas between; none when absent. */
export const commaList = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  )

/** Paths of files with commas between; none when absent. */
export const fileList = commaList

/** Addresses and networks of the proxies in front ('10.0.0.0/8') with commas between; none when absent. */
export const trustedProxies = commaList.refine(isTrustable, {
  error: 'debe ser direcciones o redes, como 10.0.0.0/8, separadas por comas',
})

function isTrustable(list: readonly string[]): boolean {
  try {
    trusting(list)
    return true
  } catch {
    return false
  }
}
