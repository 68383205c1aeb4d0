import { readSource, type Source } from './source.ts'
import { read, textFiles } from './workspace.ts'

let all: Source[] | undefined

/** Every TypeScript file of the project, parsed once for as many rules as ask. */
export function sources(): Source[] {
  all ??= textFiles()
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readSource(path, read(path)))
  return all
}
