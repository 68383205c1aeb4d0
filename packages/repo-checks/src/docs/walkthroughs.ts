import { type Command, commandLines, parseLine } from './command-line.ts'
import type { Page } from './page.ts'

/** Pages whose commands lean on one another and on a Ventanilla that is up: they are run whole, in order. */
export const walkthroughs: ReadonlySet<string> = new Set([
  'docs/how-to/file-from-an-adapter.md',
  'docs/tutorials/first-filing.md',
])

/** Where pages say that `make up` answers. */
const told = 'http://127.0.0.1:8080'

/** The commands of such a page for a Ventanilla that is up already, and answers elsewhere. */
export function scriptOf(page: Page, address: string, temporary: string): string {
  return page.blocks
    .filter(({ lang }) => lang === 'sh')
    .map(({ text }) => text.replace(/^make up$/gm, ''))
    .join('\n')
    .replaceAll(told, address)
    .replaceAll('/tmp/', `${temporary}/`)
}

/** Those of its commands that are ours, to be held against what they name. */
export function ownCommands(block: string): [line: string, command: Command][] {
  return commandLines(block)
    .flatMap((line) => parseLine(line).map((command): [string, Command] => [line, command]))
    .filter(([, { words }]) => words[0] === 'make' || words.slice(0, 2).join(' ') === 'pnpm ventanilla')
}
