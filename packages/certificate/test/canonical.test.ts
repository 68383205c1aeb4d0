import { expect, it } from 'vitest'
import { canonical, fingerprint } from '../src/canonical.ts'

const text = (value: unknown) => new TextDecoder().decode(canonical(value))

it('writes what RFC 8785 writes in its examples', () => {
  const sample = String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`
  expect(text(JSON.parse(sample))).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6']
  expect(text(Object.fromEntries(keys.map((key) => [key, 0])))).toBe(
    '{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\ud83d\ude00":0,"\ufb33":0}',
  )
})

it('gives equal values one fingerprint, however they are written', () => {
  const one = JSON.parse('{"b":[1.0,{"y":null,"x":"\\u00e1"}],"a":15}')
  expect(fingerprint(one)).toBe(fingerprint({ a: 15, b: [1, { x: 'á', y: null }] }))
  expect(fingerprint(one)).toMatch(/^[0-9a-f]{64}$/)
  expect(fingerprint({ a: '15' })).not.toBe(fingerprint({ a: 15 }))
})

it('has no form for what is no JSON', () => {
  expect(() => canonical(undefined)).toThrow()
  expect(() => canonical({ a: Number.NaN })).toThrow()
})
