import { readSource, type Source } from './source.ts'
import { read, textFiles } from './workspace.ts'

/** Every TypeScript file of the project, parsed. */
export function sources(): Source[] {
  return textFiles()
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readSource(path, read(path)))
}
