import { posix } from 'node:path'
import type { Violation } from '../violation.ts'
import type { Page } from './page.ts'

/** Every relative link leads to a file or a folder of the project, and to a heading that is there. */
export function checkLinks(pages: readonly Page[], paths: ReadonlySet<string>): Violation[] {
  const anchors = new Map(pages.map((page) => [page.path, page.anchors]))
  return pages.flatMap(({ path, links }) =>
    links.flatMap(({ line, text }) => {
      const detail = wrong(path, text)
      return detail === undefined ? [] : [{ path, line, detail: `links to ${text}: ${detail}` }]
    }),
  )

  function wrong(page: string, href: string): string | undefined {
    if (/^[a-z][a-z+.-]*:/.test(href)) return undefined
    if (href.startsWith('/')) return 'write it relative to the page'
    const [file = '', anchor] = href.split('#')
    const target = file === '' ? page : posix.join(posix.dirname(page), decodeURI(file)).replace(/\/$/, '')
    if (!paths.has(target)) return `there is no ${target}`
    if (anchor === undefined) return undefined
    const known = anchors.get(target)
    if (known === undefined) return `${target} is no page, so nothing keeps the anchor true`
    return known.has(decodeURI(anchor)) ? undefined : `${target} has no #${anchor}`
  }
}

/** A link to a file of tests is named after one of them, word by word. @param read the text of a file */
export function checkNamedTests(pages: readonly Page[], read: (path: string) => string): Violation[] {
  return pages.flatMap(({ path, links }) =>
    links
      .filter(({ text }) => text.endsWith('.test.ts') && !/^[a-z][a-z+.-]*:/.test(text))
      .filter(({ text, label = '' }) => {
        const tests = read(posix.join(posix.dirname(path), text))
        return !["'", '"', '`'].some((mark) => tests.includes(`(${mark}${label}${mark},`))
      })
      .map(({ text, label, line }) => ({ path, line, detail: `names «${label}», no test of ${text}` })),
  )
}

const mention = /(?<![\w./-])(?:docs|packages|services|infra)\/[\w@./-]*[\w-]/g

/** A path of the project that a sentence, a comment or a message names is there. */
export function checkMentions(
  path: string,
  text: string,
  line: number,
  paths: ReadonlySet<string>,
): Violation[] {
  return [...text.matchAll(mention)]
    .filter(([found]) => !paths.has(found))
    .map(([found]) => ({ path, line, detail: `names ${found}, which isn't there` }))
}

/** Files, and the folders that they lie in. */
export function withFolders(files: readonly string[]): ReadonlySet<string> {
  const all = new Set(files)
  for (const file of files)
    for (let dir = posix.dirname(file); dir !== '.'; dir = posix.dirname(dir)) all.add(dir)
  return all
}
