import { describe, expect, it } from 'vitest'
import { read } from '../src/workspace.ts'

const page = read('docs/reference/requirements.md')
const rows = page.split('\n').flatMap((line) => {
  const [number, , where = '', shown = ''] = line
    .slice(2, -2)
    .split(' | ')
    .map((cell) => cell.trim())
  return /^[AEF]\d+$/.test(number ?? '') ? [{ number: number as string, where, shown }] : []
})
const numbers = (letter: string, last: number) => Array.from({ length: last }, (_, n) => `${letter}${n + 1}`)
const reasons = ['not software', 'not yet']
const reasonOf = (shown: string) => reasons.find((one) => shown.startsWith(`*${one}*: `))

// That what it links to exists, and that a test has that name, is looked at on every page.
describe('what the source documents ask for', () => {
  it('is there once, in order, of both documents and of what they have in common', () => {
    const all = [...numbers('A', 88), ...numbers('E', 52), ...numbers('F', 6)]
    expect(rows.map(({ number }) => number)).toEqual(all)
  })

  it('is shown by a test and lives somewhere, or is said why not', () => {
    const bare = rows.filter(({ where, shown }) => {
      if (reasonOf(shown)) return shown.length < 20
      return !/^\[[^\]]+\]\([^)]+\.test\.ts\)$/.test(shown) || !where.startsWith('[')
    })
    expect(bare).toEqual([])
  })

  it('is counted as it is', () => {
    const [without = 0, later = 0] = reasons.map(
      (reason) => rows.filter(({ shown }) => reasonOf(shown) === reason).length,
    )
    const shown = rows.length - without - later
    expect(page).toContain(
      `Of ${rows.length} numbers ${shown} are shown by a test, ${without} are not software and ${later} ${later === 1 ? 'is' : 'are'} not yet there.`,
    )
  })
})
