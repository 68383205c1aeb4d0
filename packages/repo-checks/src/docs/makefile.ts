import { parseLine } from './command-line.ts'

export interface Makefile {
  /** Each target, with what it needs first. */
  readonly targets: ReadonlyMap<string, readonly string[]>
  readonly variables: ReadonlySet<string>
}

export function readMakefile(text: string): Makefile {
  const targets = new Map<string, string[]>()
  for (const [, name = '', needs = ''] of text.matchAll(/^([a-z][\w-]*):(?!=)([^#\n]*)/gm))
    targets.set(name, needs.split(/\s+/).filter(Boolean))
  const variables = new Set([...text.matchAll(/\$\(([A-Z]+)\)/g)].map(([, name = '']) => name))
  return { targets, variables }
}

/** The targets that a script of CI makes, and those that they need. */
export function madeBy(script: string, { targets }: Makefile): ReadonlySet<string> {
  const made = new Set<string>()
  const make = (target: string): void => {
    if (made.has(target)) return
    made.add(target)
    for (const need of targets.get(target) ?? []) make(need)
  }
  for (const line of script.split('\n'))
    for (const { words } of parseLine(line.replace(/(^|\s)#.*$/, '')))
      if (words[0] === 'make' && words[1] !== undefined) make(words[1])
  return made
}
