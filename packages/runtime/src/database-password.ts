import { readFileSync } from 'node:fs'
import { ConfigError, type Environment } from './config.ts'

const VARIABLE = 'DATABASE_PASSWORD_FILE'

/**
 * The environment with the password of a file put into every address of a database that has none: an environment is
 * shown by `docker inspect` and /proc, a file can be kept from others.
 * @throws ConfigError when the file can't be read
 */
export function withDatabasePassword(environment: Environment): Environment {
  const file = environment[VARIABLE]
  if (!file) return environment
  const password = read(file)
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name.endsWith('_DATABASE_URL') && value !== undefined ? complete(value, password) : value,
    ]),
  )
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'no se pudo leer'
    throw new ConfigError([{ variable: VARIABLE, text: `no se puede leer el archivo (${why})` }])
  }
}

/** What is no URL is left as it is: its own check says so. */
function complete(address: string, password: string): string {
  const url = URL.parse(address)
  if (url?.password !== '') return address
  url.password = encodeURIComponent(password)
  return url.href
}
