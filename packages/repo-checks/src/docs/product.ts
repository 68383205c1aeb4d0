import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../workspace.ts'
import { isMeta } from './command-line.ts'

const run = promisify(execFile)
const main = 'services/ventanilla/src/main.ts'
const helps = new Map<string, Promise<string>>()

/** What `ventanilla VERBS --help` says; a verb's help is asked for once. */
export function helpOf(verbs: readonly string[]): Promise<string> {
  const key = verbs.join(' ')
  const node = join(root, 'node_modules/.bin/node')
  const help =
    helps.get(key) ?? run(node, [main, ...verbs, '--help'], { cwd: root }).then(({ stdout }) => stdout)
  helps.set(key, help)
  return help
}

/**
 * Holds `ventanilla …` against what the program says of itself.
 *
 * @param help the help of a verb, by its words
 * @returns the verb (`['projections', 'list']`), or what is wrong
 */
export async function checkVerb(
  words: readonly string[],
  help: (verbs: readonly string[]) => Promise<string> = helpOf,
): Promise<{ verbs: string[]; wrong?: string }> {
  const verbs: string[] = []
  let text = await help([])
  for (const word of words) {
    const known = verbsIn(text)
    if (known.size === 0 || word.startsWith('-')) break
    if (isMeta(word)) return { verbs }
    if (!known.has(word)) return { verbs, wrong: `has no verb ${[...verbs, word].join(' ')}` }
    verbs.push(word)
    text = await help(verbs)
  }
  const options = new Set(text.match(/(?<=^ {2,}(?:-\w, )?)--[a-z][\w-]*/gm))
  const given = words.filter((word) => /^--?[a-z]/.test(word)).map((word) => word.replace(/=.*/, ''))
  const unknown = given.find((option) => !options.has(option) && option !== '--help')
  return { verbs, ...(unknown !== undefined && { wrong: `${verbs.join(' ')} has no option ${unknown}` }) }
}

/** Those that a help lists: its last part, without the verb that tells of the others. */
function verbsIn(help: string): ReadonlySet<string> {
  const [, list = ''] = help.split(/^Verbos:$/m)
  return new Set([...list.matchAll(/^ {2}([a-z][\w-]*)/gm)].map(([, verb = '']) => verb))
}
