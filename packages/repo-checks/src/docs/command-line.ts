/** One command of a page: what it sets for itself, and its words. */
export interface Command {
  readonly env: readonly string[]
  readonly words: readonly string[]
}

/** The command lines of a block: comments and empty lines out, lines that go on put together. */
export function commandLines(block: string): string[] {
  return block
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
}

/** 'A=1 make demo && make test' → two commands. What is quoted stays one word; where output goes is left out. */
export function parseLine(line: string): Command[] {
  const commands: Command[] = []
  let env: string[] = []
  let words: string[] = []
  const close = () => {
    if (env.length + words.length > 0) commands.push({ env, words })
    env = []
    words = []
  }
  for (const [word] of line.matchAll(/&&|\|\|?|;|\d?>{1,2}\s*\S+|(?:"[^"]*"|'[^']*'|[^\s"';|&>])+/g)) {
    if (/^(&&|\|\|?|;)$/.test(word)) close()
    else if (/^\d?>/.test(word)) continue
    else if (words.length === 0 && /^[A-Za-z_]\w*=/.test(word)) env.push(word.slice(0, word.indexOf('=')))
    else words.push(word.replace(/["']/g, ''))
  }
  close()
  return commands
}

/** 'VERB', '<archivo>', '…', 'file.csv|-': a word that stands for others. */
export const isMeta = (word: string): boolean => /^[A-ZÁÉÍÓÚÑ_]{2,}$|[<>[\]…|]/.test(word)
