import { type Command, commandLines, parseLine } from './command-line.ts'
import type { Page } from './page.ts'

/** Pages whose commands lean on one another and on a Ventanilla that is up: they are run whole, in order. */
export const walkthroughs: ReadonlySet<string> = new Set([
  'docs/how-to/file-from-an-adapter.md',
  'docs/how-to/write-a-procedure.md',
  'docs/tutorials/first-filing.md',
])

/** What a page sets for the Ventanilla that it starts, and what it does before and after: it is up for no other page. */
export interface OwnStart {
  readonly before: Page
  readonly env: string
  readonly after: Page
}

/** Undefined where a page is content with a Ventanilla that any other one would start. */
export function ownStartOf(page: Page): OwnStart | undefined {
  const { blocks } = page
  const at = blocks.findIndex(({ text }) => starting.test(text))
  const [, env] = starting.exec(blocks[at]?.text ?? '') ?? []
  if (env === undefined) return undefined
  return {
    before: { ...page, blocks: blocks.slice(0, at) },
    env,
    after: { ...page, blocks: blocks.slice(at + 1) },
  }
}

const starting = /^([A-Z_]+=\S+) make up$/m

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
