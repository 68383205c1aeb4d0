import type { Environment } from './config.ts'
import { readSecret } from './secret-file.ts'

const VARIABLE = 'DATABASE_PASSWORD_FILE'

/**
 * The environment with the password of a file put into every address of a database that has none: an environment is
 * shown by `docker inspect` and /proc, a file can be kept from others.
 * @throws ConfigError when the file can't be read
 */
export function withDatabasePassword(environment: Environment): Environment {
  const file = environment[VARIABLE]
  if (!file) return environment
  const password = readSecret(VARIABLE, file)
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      name.endsWith('_DATABASE_URL') && value !== undefined ? complete(value, password) : value,
    ]),
  )
}

/** What is no URL is left as it is: its own check says so. */
function complete(address: string, password: string): string {
  const url = URL.parse(address)
  if (url?.password !== '') return address
  url.password = encodeURIComponent(password)
  return url.href
}
