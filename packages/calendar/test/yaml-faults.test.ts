import { expect, onTestFinished, test, vi } from 'vitest'
import { Alias, parseDocument } from 'yaml'
import { valuesOf } from '../src/index.ts'

const read = (text: string) => valuesOf(parseDocument(text), text)
const names = Array.from({ length: 400 }, (_, at) => `n${at}`)
const listed = (sign: string, after = '') => `[${names.map((name) => `${sign}${name}${after}`).join(', ')}]`

/** Without a context the library walks the whole text for each alias: what took 21 seconds for 24 KB. */
function wholeWalks(text: string): number {
  const resolve = vi.spyOn(Alias.prototype, 'resolve')
  onTestFinished(() => resolve.mockRestore())
  read(text)
  return resolve.mock.calls.filter(([, context]) => context === undefined).length
}

test.each([
  ['sound', `a: ${listed('&', ' 1')}\nb: ${listed('*')}\n`],
  ['inside a value that has a name', `a: ${listed('&', ' 1')}\nb: &b ${listed('*')}\nc: *b\n`],
  ['without measure', `a: &a [x]\nb: [${Array(400).fill('*a').join(', ')}]\n`],
  ['to nothing, after many', `a: ${listed('&', ' 1')}\nb: ${listed('*')}\nc: *d\n`],
])('many references are read without a walk over the text for each: %s', (_, text) => {
  expect(wholeWalks(text)).toBe(0)
})

test.each([
  ['a: *b\n', { reason: 'la referencia «*b» no nombra ningún valor escrito antes con «&b»', offset: 3 }],
  [
    'a: *b\nb: &b 1\n',
    { reason: 'la referencia «*b» no nombra ningún valor escrito antes con «&b»', offset: 3 },
  ],
  ['a: &a [*a]\n', { reason: 'la referencia «*a» está dentro del valor que ella misma nombra', offset: 7 }],
  ['a: &a 1\nb: *a\na2: &a 2\nc: *a\n', { value: { a: 1, b: 1, a2: 2, c: 2 } }],
  [`a: &a 1\nb: [${Array(99).fill('*a').join(', ')}]\n`, { value: { a: 1, b: Array(99).fill(1) } }],
])('%j', (text, said) => {
  expect(read(text)).toEqual(said)
})

test('so many that to look each up would take for ever are refused', () => {
  const many = Array.from({ length: 1001 }, (_, at) => at)
  const text = `a: [${many.map((at) => `&n${at} 1`).join(', ')}]\nb: [${many.map((at) => `*n${at}`).join(', ')}]\n`
  expect(read(text)).toMatchObject({ reason: 'las referencias (*) se repiten sin medida' })
})
