import { readFileSync } from 'node:fs'
import { instantOf, regimes } from '@ventanilla/terms'
import { describe, expect, it } from 'vitest'
import { clockOf, codes } from './clock-of.ts'
import { filled, page } from './regimes-doc.ts'

const reference = readFileSync(page, 'utf8')
const pages = ['term-examples.md', 'term-edges.md'].map((name) =>
  readFileSync(new URL(`../../../docs/reference/${name}`, import.meta.url), 'utf8'),
)

it('the reference says what the regimes say (pnpm exec node packages/terms/test/regimes-doc.ts)', () => {
  expect(filled(reference)).toBe(reference)
  expect(() => filled('nothing')).toThrow('regimes')
})

/** Rows of the tables between the marks: regime, facts and settings in backticks, at, due, state, … */
const rows = pages
  .flatMap((text) => [...text.matchAll(/<!-- examples -->\n([\s\S]*?)<!-- \/examples -->/g)])
  .flatMap(([, table = '']) => table.trim().split('\n').slice(2))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words)

/** `extended 2026-12-10 days=15 reason=…` as a fact. */
function factOf(words: string): object {
  const [type, at, ...more] = words.split(' ')
  const fields = more.map((pair) => {
    const [key = '', value = ''] = pair.split('=')
    const known: unknown = /^\d+$/.test(value) ? Number(value) : value === 'true' ? true : value
    return [key, known]
  })
  return { type, at, ...Object.fromEntries(fields) }
}

describe('the worked examples', () => {
  it('are at least one for each regime', () => {
    const shown = new Set(rows.map(([name = '']) => quoted(name)[0]))
    expect(regimes.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([])
  })

  it.each(rows)('%s %s %s %s → %s %s', (name, happened, set, at, due, state) => {
    const settings = Object.fromEntries(quoted(set ?? '').map((pair) => pair.split('=')))
    const facts = quoted(happened ?? '').map(factOf)
    const asked = { set: settings, ...(at !== '–' && { at: at ?? '' }) }
    const answer = clockOf(quoted(name ?? '')[0] ?? '', facts, asked)
    const [phase = '', ...says] = (state ?? '').split(', ')
    expect(at === '–' || instantOf(at)).toBeTruthy()
    expect({ due: answer.due ?? 'none', state: answer.state }).toEqual({
      due,
      state: phase.replace(' late', ''),
    })
    expect(answer.late ?? false).toBe(phase.endsWith(' late'))
    expect([...codes(answer), ...answer.effects.map(({ type }) => type)]).toEqual(says.flatMap(quoted))
  })
})
