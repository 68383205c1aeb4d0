import type { Violation } from '../violation.ts'
import { type Command, commandLines, isMeta, parseLine } from './command-line.ts'
import type { Makefile } from './makefile.ts'
import type { Page } from './page.ts'
import { checkVerb } from './product.ts'
import { ownCommands } from './walkthroughs.ts'

/** Against what the commands of a page are held. */
export interface Known {
  readonly makefile: Makefile
  /** Targets that CI or a test makes. */
  readonly made: ReadonlySet<string>
  /** Command lines that nothing can run here → why they may stand. */
  readonly allowed: ReadonlyMap<string, string>
  /** Names of the variables that the code reads. */
  readonly variables: ReadonlySet<string>
  /** Programs that a test starts. */
  readonly started: ReadonlySet<string>
  /** Pages that are run whole. */
  readonly walked: ReadonlySet<string>
}

/** Verbs that touch nothing but what they print: their examples are run as they stand. */
const pure = new Set(['calendar', 'due', 'file-check', 'procedure', 'sample', 'verify-certificate'])
const otherNames = new Set(['bash', 'shell', 'console', 'zsh', 'shell-session', 'shellsession'])

/** What is wrong with a page's commands, and those of its lines that can be run here. */
export async function checkCommands(
  page: Page,
  known: Known,
): Promise<{ wrong: Violation[]; run: string[] }> {
  const wrong: Violation[] = []
  const run: string[] = []
  const tell = (line: number, detail: string) => wrong.push({ path: page.path, line, detail })
  for (const { lang, text, line } of page.blocks) {
    if (otherNames.has(lang)) tell(line, `has a block of ${lang}: call it sh, so that it is checked`)
    if (lang !== 'sh') continue
    if (known.walked.has(page.path)) {
      for (const [own, command] of ownCommands(text)) {
        const verdict = await checkCommand(command, text, known)
        if (verdict.wrong !== undefined) tell(line, `«${own}» ${verdict.wrong}`)
      }
      continue
    }
    for (const command of commandLines(text).filter((one) => !known.allowed.has(one))) {
      const verdicts = await Promise.all(parseLine(command).map((one) => checkCommand(one, text, known)))
      const details = verdicts.flatMap((verdict) => verdict.wrong ?? [])
      for (const detail of details) tell(line, `«${command}» ${detail}`)
      if (details.length === 0 && verdicts.some((verdict) => verdict.run)) run.push(command)
    }
  }
  for (const { text, line } of page.codes.filter((code) => /^(?:make|pnpm ventanilla) /.test(code.text)))
    for (const command of parseLine(text)) {
      const verdict = await checkCommand(command, text, known)
      if (verdict.wrong !== undefined) tell(line, `\`${text}\` ${verdict.wrong}`)
    }
  return { wrong, run }
}

type Verdict = { wrong?: string; run?: boolean }

async function checkCommand({ env, words }: Command, block: string, known: Known): Promise<Verdict> {
  const unread = env.find(
    (name) => !known.variables.has(name) && !new RegExp(`\\$\\{?${name}\\b`).test(block),
  )
  if (unread !== undefined) return { wrong: `sets ${unread}, which nothing reads` }
  const [program, ...rest] = words[0] === 'export' ? [] : words
  if (program === undefined) return {}
  if (program === 'make') return checkMake(rest, known)
  if (program === 'pnpm' && rest[0] === 'exec' && rest[1] === 'node' && known.started.has(rest[2] ?? ''))
    return {}
  if (program !== 'pnpm' || rest[0] !== 'ventanilla')
    return {
      wrong:
        'is run by nothing: neither make, nor pnpm ventanilla, nor a page run whole, nor allowed with a reason',
    }
  const { verbs, wrong } = await checkVerb(rest.slice(1))
  if (wrong !== undefined) return { wrong }
  return { run: pure.has(verbs[0] ?? '') || rest.includes('--help') }
}

function checkMake(words: readonly string[], { makefile, made }: Known): Verdict {
  for (const word of words) {
    const [, variable] = /^([A-Z]+)=/.exec(word) ?? []
    if (variable !== undefined) {
      if (!makefile.variables.has(variable))
        return { wrong: `sets ${variable}, which the Makefile doesn't read` }
    } else if (isMeta(word)) continue
    else if (!makefile.targets.has(word)) return { wrong: `makes ${word}, which is no target` }
    else if (!made.has(word)) return { wrong: `makes ${word}, which neither CI nor a test does` }
  }
  return {}
}
