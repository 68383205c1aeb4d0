import { lexer, type Token, type Tokens, walkTokens } from 'marked'
import { lineAt } from '../violation.ts'

interface At {
  readonly line: number
  readonly text: string
}

interface Link extends At {
  /** What stands for it in the sentence; of a link written in HTML nothing is known. */
  readonly label?: string
}

/** What a page of Markdown says that can be held against the rest of the project. */
export interface Page {
  readonly path: string
  /** What `#…` can lead to: headings as GitHub names them, and ids given by hand. */
  readonly anchors: ReadonlySet<string>
  readonly links: readonly Link[]
  /** Words set as code in a sentence. */
  readonly codes: readonly At[]
  readonly blocks: readonly (At & { readonly lang: string })[]
}

export function readPage(path: string, text: string): Page {
  const anchors = new Set<string>()
  const links: Link[] = []
  const codes: At[] = []
  const blocks: (At & { lang: string })[] = []
  // Tokens come in the order of the text, and don't say where they stood.
  let from = 0
  const at = (raw: string, found: string): At => {
    const offset = Math.max(text.indexOf(raw.split('\n')[0] ?? raw, from), from)
    return { line: lineAt(text, offset), text: found }
  }
  const tokens = lexer(text)
  walkTokens(tokens, (token) => {
    if (token.type === 'heading') anchors.add(anchorOf(plain(token as Tokens.Heading), anchors))
    if (token.type === 'code') blocks.push({ ...at(token.raw, token.text), lang: token.lang ?? '' })
    if (token.type === 'codespan') codes.push(at(token.raw, token.text))
    if (token.type === 'link' || token.type === 'image')
      links.push({ ...at(token.raw, token.href), label: token.text })
    if (token.type === 'html') {
      for (const [, id = ''] of token.raw.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(id)
      for (const [raw, href = ''] of token.raw.matchAll(/\b(?:href|src)="([^"]+)"/g))
        links.push(at(raw, href))
    }
    if (tokens.includes(token)) from = Math.max(text.indexOf(token.raw, from), from)
  })
  return { path, anchors, links, codes, blocks }
}

/** As GitHub does: letters, digits, '-' and '_' stay, spaces become '-', a repeat gets a number. */
function anchorOf(heading: string, taken: ReadonlySet<string>): string {
  const slug = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
  let anchor = slug
  for (let n = 1; taken.has(anchor); n++) anchor = `${slug}-${n}`
  return anchor
}

function plain(token: Token): string {
  if ('tokens' in token && token.tokens) return token.tokens.map(plain).join('')
  if (token.type === 'html') return ''
  return 'text' in token ? String(token.text) : token.raw
}
