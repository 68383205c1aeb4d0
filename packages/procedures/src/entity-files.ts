import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface TextFile {
  file: string
  text: string
}

/** The YAML files of a folder in the order of their names; none when there is no such folder. */
export function yamlFiles(dir: string): TextFile[] {
  if (!existsSync(dir)) return []
  const names = readdirSync(dir).filter((name) => /\.ya?ml$/.test(name))
  return names.sort().map((name) => textFile(join(dir, name)))
}

export function textFile(file: string): TextFile {
  return { file, text: readFileSync(file, 'utf8') }
}
