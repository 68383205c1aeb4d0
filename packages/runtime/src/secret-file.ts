import { readFileSync } from 'node:fs'
import { ConfigError } from './config.ts'

/** The secret in the file that a variable names, without the end of its line. @throws ConfigError when it can't be read */
export function readSecret(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'no se pudo leer'
    throw new ConfigError([{ variable, text: `no se puede leer el archivo (${why})` }])
  }
}
