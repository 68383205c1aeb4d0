import { describe, expect, it } from 'vitest'
import { checkCommands, type Known } from '../src/docs/check-commands.ts'
import { checkLinks, checkMentions, checkNamedTests, withFolders } from '../src/docs/check-links.ts'
import { commandLines, parseLine } from '../src/docs/command-line.ts'
import { checkMakers } from '../src/docs/known.ts'
import { madeBy, readMakefile } from '../src/docs/makefile.ts'
import { readPage } from '../src/docs/page.ts'
import { openView, runExample } from '../src/docs/view.ts'
import { scriptOf } from '../src/docs/walkthroughs.ts'
import { told } from '../src/violation.ts'

const makefile = readMakefile(
  'DATA ?= x\ntest: check ## tests\n\tvitest $(DATA) $(ONLY)\ncheck: install\ninstall:\nup: install\nPNPM := x\n',
)
const known: Known = {
  makefile,
  made: madeBy('# make up\nsay x\nmake test DATA="$data" || echo no\n', makefile),
  allowed: new Map([['curl -s localhost', 'a test asks the same']]),
  variables: new Set(['PORT']),
  started: new Set(['services/intake/src/main.ts']),
  walked: new Set(['docs/walked.md']),
}
const fence = (code: string, lang = 'sh') => `# A page\n\n\`\`\`${lang}\n${code}\n\`\`\`\n`
const verdict = async (text: string) => {
  const { wrong, run } = await checkCommands(readPage('docs/a.md', text), known)
  return { wrong: told(wrong), run }
}

describe('links', () => {
  const paths = withFolders(['docs/a.md', 'docs/reference/b.md', 'packages/bus/src/bus.ts'])
  const b = readPage(
    'docs/reference/b.md',
    '# Días *hábiles* y `radicado`\n\n## Dos\n\n## Dos\n\n<a id="por-id"></a>\n',
  )
  const links = (text: string) => told(checkLinks([readPage('docs/a.md', `# Top\n\n${text}\n`), b], paths))

  it.each([
    '[a](reference/b.md)',
    '[a](reference/)',
    '[a](../packages/bus)',
    '[a](#top)',
    '[a](reference/b.md#días-hábiles-y-radicado)',
    '[a](reference/b.md#dos-1)',
    '[a](reference/b.md#por-id)',
    '| a |\n|---|\n| [a](reference/b.md) |',
    '[a](https://example.org/nowhere)',
    '`[a](nowhere.md)`',
  ])('that lead somewhere: %s', (text) => {
    expect(links(text)).toEqual([])
  })

  it.each([
    '[a](nowhere.md)',
    '![a](nowhere.png)',
    '[a][b]\n\n[b]: nowhere.md',
    '<a href="nowhere.md">a</a>',
    '[a](#nowhere)',
    '[a](reference/b.md#tres)',
    '[a](../packages/bus/src/bus.ts#L3)',
    '[a](/docs/a.md)',
    '[a](../../outside.md)',
    '| a |\n|---|\n| [a](nowhere.md) |',
  ])('that lead nowhere: %s', (text) => {
    expect(links(text)).toHaveLength(1)
  })

  it('say on which line they stand', () => {
    expect(links('one\n\ntwo [a](nowhere.md)')).toEqual([
      'docs/a.md:5 links to nowhere.md: there is no docs/nowhere.md',
    ])
  })

  it('to tests are named after one', () => {
    const tests = "it('is so', () => {})\nit.each([1])('is %s', () => {})\n"
    const named = (text: string) => told(checkNamedTests([readPage('docs/a.md', text)], () => tests))
    expect(named('[is so](../x.test.ts); [is %s](../x.test.ts); [so](../x.ts)')).toEqual([])
    expect(named('[is](../x.test.ts)')).toEqual(['docs/a.md:1 names «is», no test of ../x.test.ts'])
  })

  it('and so do names of files', () => {
    expect(checkMentions('docs/a.md', 'in packages/bus/src and docs/reference/b.md.', 1, paths)).toEqual([])
    expect(checkMentions('docs/a.md', 'in packages/gone', 1, paths)).toHaveLength(1)
  })
})

describe('commands', () => {
  it.each([
    ['make test', []],
    ['make check DATA=x && make install', []],
    ['curl -s localhost', []],
    ['PORT=1 make test  # and a comment', []],
    ['export PORT=1\nmake test', []],
    ['SECRET=x\nmake test DATA=$SECRET', []],
    ['pnpm ventanilla demo --filings a.csv \\\n  --json', []],
    ['pnpm ventanilla projections rebuild all', []],
    ['PORT=0 pnpm exec node services/intake/src/main.ts', []],
    ['pnpm ventanilla up --help', ['pnpm ventanilla up --help']],
    ['pnpm ventanilla sample --seed 7 > a.csv', ['pnpm ventanilla sample --seed 7 > a.csv']],
  ])('that hold: %s', async (code, run) => {
    expect(await verdict(fence(code))).toEqual({ wrong: [], run })
  })

  it.each([
    ['make tset', 'makes tset, which is no target'],
    ['make up', 'makes up, which neither CI nor a test does'],
    ['make test DATUM=1', "sets DATUM, which the Makefile doesn't read"],
    ['PROT=1 make test', 'sets PROT, which nothing reads'],
    [
      'pnpm exec node services/gone/src/main.ts',
      'is run by nothing: neither make, nor pnpm ventanilla, nor a page run whole, nor allowed with a reason',
    ],
    ['pnpm ventanilla dmeo', 'has no verb dmeo'],
    ['pnpm ventanilla projections drop', 'has no verb projections drop'],
    ['pnpm ventanilla due --recieved 2026-01-01', 'due has no option --recieved'],
    [
      'make test && curl -s elsewhere',
      'is run by nothing: neither make, nor pnpm ventanilla, nor a page run whole, nor allowed with a reason',
    ],
    [
      'pnpm ventanilla sample | head',
      'is run by nothing: neither make, nor pnpm ventanilla, nor a page run whole, nor allowed with a reason',
    ],
  ])('that do not: %s', async (code, detail) => {
    expect((await verdict(fence(code))).wrong).toEqual([`docs/a.md:3 «${code}» ${detail}`])
  })

  it('in a sentence are held to the same, except for words that stand for others', async () => {
    expect((await verdict('See `make tset`.')).wrong).toHaveLength(1)
    expect((await verdict('See `pnpm ventanilla VERB` and `make test DATA=…`.')).wrong).toEqual([])
  })

  it('go by one name', async () => {
    expect((await verdict(fence('rm -rf x', 'bash'))).wrong).toHaveLength(1)
    expect((await verdict(fence('rm -rf x', 'yaml'))).wrong).toEqual([])
  })

  it('are run as they stand, and leave nothing behind', async () => {
    expect(await runExample('ls README.md && echo a >left-behind && cat left-behind')).toEqual({
      code: 0,
      output: 'README.md\na\n',
    })
    expect(await runExample('test -e left-behind')).toMatchObject({ code: 1 })
    expect(await runExample('pnpm ventanilla due --received hoy --term 15')).toMatchObject({ code: 2 })
  })

  it('of a page run whole are its own affair, but for ours', async () => {
    const text = fence(
      "FILED=$(curl -s $BASE) && make tset\ncat > a <<'END'\n{ }\nEND\npnpm ventanilla due --recieved x",
    )
    const { wrong, run } = await checkCommands(readPage('docs/walked.md', text), known)
    expect(told(wrong).map((one) => one.replace(/.*» /, ''))).toEqual([
      'makes tset, which is no target',
      'due has no option --recieved',
    ])
    expect(run).toEqual([])
  })

  it('of such a page run in order, up to the first that fails', async () => {
    await using view = await openView()
    const page = (code: string) =>
      readPage('docs/walked.md', `${fence('make up\nBASE=http://127.0.0.1:8080')}\n${fence(code)}`)
    const script = (code: string) => scriptOf(page(code), 'http://127.0.0.1:5', view.dir)
    expect(await view.run(script('echo $BASE > /tmp/a\ncat /tmp/a'))).toEqual({
      code: 0,
      output: 'http://127.0.0.1:5\n',
    })
    expect(await view.run(script('false\necho after'))).toEqual({ code: 1, output: '' })
    expect(await view.run(script('A=$(false)\necho after'))).toEqual({ code: 1, output: '' })
    expect(await view.run(script('cat nowhere | cat\necho after'))).toMatchObject({ code: 1 })
  })

  it('are read as a shell would', () => {
    expect(commandLines('a \\\n  b\n\n# c\nd # e')).toEqual(['a b', 'd'])
    expect(parseLine("A=1 make x B='c d' >out 2>&1 && y; z")).toEqual([
      { env: ['A'], words: ['make', 'x', 'B=c d'] },
      { env: [], words: ['y'] },
      { env: [], words: ['z'] },
    ])
  })

  it('of a maker that is not there', () => {
    expect(checkMakers(new Map([['clean', { test: 'docs/gone.test.ts', says: 'clean' }]]))).toHaveLength(1)
    expect(checkMakers(new Map([['nothing', { because: 'no reason' }]]))).toHaveLength(1)
    expect(checkMakers(new Map([['test', { because: 'no reason' }]]))).toHaveLength(1)
  })
})
