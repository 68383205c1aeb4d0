import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errors } from '../src/errors.ts'
import { page, withRegions } from './formato-379-doc.ts'

const markdown = readFileSync(page, 'utf8')

describe('the reference of Formato 379', () => {
  it('says what the layout says', () => {
    expect(withRegions(markdown)).toBe(markdown)
  })

  it('names every refusal of an extract', () => {
    const release = [
      'bad-period',
      'quarter-not-over',
      'journal-behind',
      'outcome-missing',
      'product-without-unit',
    ]
    for (const code of [...release, 'extract-inconsistent', 'extract-not-reproducible']) {
      expect(Object.keys(errors)).toContain(code)
      expect(markdown).toContain(`\`${code}\``)
    }
  })
})
