import fc from 'fast-check'
import { expect, it } from 'vitest'
import { jsonFault } from '../src/json-fault.ts'

const parses = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

it('finds a fault exactly where JSON.parse refuses', () => {
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.nat({ max: 3 }), fc.string({ maxLength: 2 }))
    .map(([text, at, cut, extra]) => {
      const i = at % (text.length + 1)
      return text.slice(0, i) + extra + text.slice(i + cut)
    })
  fc.assert(
    fc.property(damaged, (text) => (jsonFault(text) === undefined) === parses(text)),
    { numRuns: 2000 },
  )
})

it('what stands before the fault may still become JSON, so the fault is the first', () => {
  expect(jsonFault('{"a":tru}')).toMatchObject({ offset: 5, end: false })
  expect(jsonFault('{"a":"b\nc"}')).toMatchObject({ offset: 7, line: 1, column: 8 })
  expect(jsonFault('[1,\n2,,3]')).toMatchObject({ offset: 6, line: 2, column: 3 })
  expect(jsonFault('{"a" 1}')).toMatchObject({ offset: 5 })
  expect(jsonFault('[1}')).toMatchObject({ offset: 2 })
  expect(jsonFault('{"a":"b')).toMatchObject({ offset: 7, end: true })
  expect(jsonFault('[1] 2')).toMatchObject({ offset: 4 })
})

it('stands a hundred thousand levels', () => {
  expect(jsonFault('['.repeat(100_000))).toMatchObject({ offset: 100_000, end: true })
})
