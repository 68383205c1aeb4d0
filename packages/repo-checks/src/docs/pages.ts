import { read, textFiles } from '../workspace.ts'
import { type Page, readPage } from './page.ts'

/** Every page of the project. */
export function pages(): Page[] {
  return textFiles()
    .filter((path) => path.endsWith('.md'))
    .map((path) => readPage(path, read(path)))
}
