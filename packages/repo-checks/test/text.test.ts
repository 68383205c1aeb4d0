import { describe, expect, it } from 'vitest'
import { checkSize } from '../src/check-size.ts'
import { checkSkipped } from '../src/check-skipped.ts'
import { checkTime, wallClock } from '../src/check-time.ts'
import { checkUnfinished } from '../src/check-words.ts'
import { readSource } from '../src/source.ts'
import { sources } from '../src/sources.ts'
import { told, type Violation } from '../src/violation.ts'
import { read, textFiles } from '../src/workspace.ts'

const files = textFiles().map((path) => ({ path, text: read(path) }))
const every = (check: (path: string, text: string) => Violation[], which = /./) =>
  told(files.filter(({ path }) => which.test(path)).flatMap(({ path, text }) => check(path, text)))

describe('no file', () => {
  it('says that it is unfinished', () => {
    expect(every(checkUnfinished, /\/(src|sql|entities|formats|test)\/|Makefile$/)).toEqual([])
  })

  it('holds two ideas', () => {
    expect(every(checkSize, /\.(ts|sql|mjs)$/)).toEqual([])
  })

  it('reads the clock where time is an argument', () => {
    const timeless = sources().filter(
      ({ path }) => /^(packages|services)\/[^/]+\/src\//.test(path) && path !== wallClock,
    )
    expect(told(timeless.flatMap(checkTime))).toEqual([])
  })

  it('leaves a test out', () => {
    expect(told(sources().flatMap(checkSkipped))).toEqual([])
  })
})

describe('what is planted is found:', () => {
  const runner = "import { describe, it, test } from 'vitest'\n"
  const words = (pieces: string[]) => checkUnfinished('a.ts', `// ${pieces.join('')}\n`)

  it.each([
    [['TO', 'DO']],
    [['FIX', 'ME: later']],
    [['XX', 'X']],
    [['HA', 'CK']],
    [['enough for', ' now']],
    [['a simpli', 'fied count']],
    [['Place', 'holder']],
    [['not implem', 'ented']],
  ])('%s', (pieces) => {
    expect(words(pieces)).toHaveLength(1)
  })

  it('and other words are not', () => {
    expect(words(['todo lo que pide, Todo el término, placeholders of SQL'])).toEqual([])
  })

  it.each([
    'const a = Date.now()',
    'const now = Date.now',
    'const a = new Date()',
    'const a = new Date',
    'const a = Date()',
  ])('%s', (code) => {
    expect(checkTime(readSource('a.ts', code))).toHaveLength(1)
  })

  it('and a date that is given is not', () => {
    expect(
      checkTime(readSource('a.ts', 'const a = new Date(text); Date.parse(text); Date.UTC(2026)')),
    ).toEqual([])
  })

  it.each([
    "it.skip('a', () => {})",
    "test.only('a', () => {})",
    "describe.concurrent.todo('a')",
    "it.skipIf(slow)('a', () => {})",
    "it.runIf(fast)('a', () => {})",
    "it.fails('a', () => {})",
    "xit('a', () => {})",
    "it('a', { skip: true }, () => {})",
    "it('a', (context) => context.skip())",
  ])('%s', (code) => {
    expect(checkSkipped(readSource('a.test.ts', `${runner}${code}`))).toHaveLength(1)
  })

  it('and a test that runs is not', () => {
    const code = "it.each([1])('skips %s', () => {}); rows.skip(1); it('only', { timeout: 5 }, () => {})"
    expect(checkSkipped(readSource('a.test.ts', `${runner}${code}`))).toEqual([])
    expect(checkSkipped(readSource('a.ts', 'fit(text)'))).toEqual([])
  })

  it('files that are too long', () => {
    expect(checkSize('a.ts', 'a\n'.repeat(301))).toHaveLength(1)
    expect(checkSize('a.ts', 'a\n'.repeat(300))).toEqual([])
  })
})
