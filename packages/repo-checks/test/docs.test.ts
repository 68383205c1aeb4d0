import { describe, expect, it } from 'vitest'
import { allowedCommands } from '../src/docs/allowed-commands.ts'
import { checkCommands } from '../src/docs/check-commands.ts'
import { checkLinks, checkMentions, checkNamedTests, withFolders } from '../src/docs/check-links.ts'
import { commandLines } from '../src/docs/command-line.ts'
import { checkMakers, known } from '../src/docs/known.ts'
import { pages } from '../src/docs/pages.ts'
import { runExample } from '../src/docs/view.ts'
import { walkthroughs } from '../src/docs/walkthroughs.ts'
import { lineAt, told } from '../src/violation.ts'
import { read, textFiles } from '../src/workspace.ts'

const all = pages()
const files = textFiles()
const paths = withFolders(files)
const checked = await Promise.all(all.map((page) => checkCommands(page, known())))

describe('every page', () => {
  it('leads where it says', () => {
    expect(told(checkLinks(all, paths))).toEqual([])
  })

  it('names tests that are there', () => {
    expect(told(checkNamedTests(all, read))).toEqual([])
  })

  it('names what is there', () => {
    const named = all.flatMap(({ path, codes }) =>
      codes.flatMap(({ text, line }) => checkMentions(path, text, line, paths)),
    )
    expect(told(named)).toEqual([])
  })

  it('names variables that the code reads', () => {
    const { variables } = known()
    const named = all.flatMap(({ path, codes }) =>
      codes
        .filter(({ text }) => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text) && !variables.has(text))
        .map(({ text, line }) => ({ path, line, detail: `names ${text}` })),
    )
    expect(told(named)).toEqual([])
  })

  it('gives commands that CI, a test or this one runs', () => {
    expect(told(checked.flatMap(({ wrong }) => wrong))).toEqual([])
  })

  it.each([...new Set(checked.flatMap(({ run }) => run))])('works as it says: %s', async (line) => {
    expect(await runExample(line)).toMatchObject({ code: 0 })
  })
})

describe('what the pages lean on', () => {
  it('targets that CI does not make are made by a test', () => {
    expect(told(checkMakers())).toEqual([])
  })

  it('pages that are run whole', () => {
    expect([...walkthroughs].filter((path) => !paths.has(path))).toEqual([])
  })

  it('no command is allowed that no page gives', () => {
    const given = new Set(all.flatMap(({ blocks }) => blocks.flatMap(({ text }) => commandLines(text))))
    expect([...allowedCommands.keys()].filter((command) => !given.has(command))).toEqual([])
  })

  it('the pages that the program and its data name', () => {
    const sayers = files.filter((path) => /\/(src|entities|formats)\/|Makefile$/.test(path))
    const named = sayers.flatMap((path) =>
      [...read(path).matchAll(/(?<![\w./-])docs\/[\w./-]+\.md\b/g)]
        .filter(([page]) => !paths.has(page))
        .map((match) => ({ path, line: lineAt(read(path), match.index), detail: `names ${match[0]}` })),
    )
    expect(told(named)).toEqual([])
  })

  it('both READMEs give the same commands and lead to the same places', () => {
    const [english, spanish] = ['README.md', 'README.es.md'].map((path) => {
      const page = all.find((one) => one.path === path)
      const links = page?.links.map(({ text }) => text).filter((link) => !/^README|^https?:/.test(link))
      return { blocks: page?.blocks.filter(({ lang }) => lang === 'sh').map(({ text }) => text), links }
    })
    expect(spanish).toEqual(english)
  })
})
