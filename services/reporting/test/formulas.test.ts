import { dimensions, formulas } from '@ventanilla/procedures'
import { expect, it } from 'vitest'
import { breakdowns } from '../src/queries/indicators/reader.ts'
import { indicators } from '../src/queries/indicators/registry.ts'

it('counts every formula that a procedure may name, in its unit, and no other', () => {
  const counted = indicators.map(({ id, unit }) => [id, unit])
  const alone = Object.entries(formulas).filter(
    ([, formula]) => !('compares' in formula || 'counts' in formula),
  )
  expect(counted).toEqual(alone.map(([id, { unit }]) => [id, unit]))
})

it('breaks them down by whatever a procedure may ask for', () => {
  expect(Object.keys(breakdowns)).toEqual(dimensions)
})
