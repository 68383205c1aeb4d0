import { expect, it } from 'vitest'
import { trackingCode, trackingHash, trackingSecret } from '../src/index.ts'

const secret = trackingSecret(Buffer.alloc(32, 7))
const caseId = '6f1c9c1e-8f0a-5c38-9a77-0f3b7b1c2d4e'

it('gives a filing one readable code of 80 bits', () => {
  const code = trackingCode(secret, caseId)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
  expect(trackingCode(secret, caseId)).toBe(code)
  // Codes that people hold must be known for ever.
  expect(code).toBe('D8RX-YDD8-2G3B-NT34')
  expect(trackingCode(secret, 'another')).not.toBe(code)
  expect(trackingCode('another secret', caseId)).not.toBe(code)
})

it('knows a code however a person writes it', () => {
  const code = 'K1Q0-9XWB-0M4T-HRZ6'
  const hash = trackingHash(secret, code)
  for (const written of [
    'k1q0-9xwb-0m4t-hrz6',
    'K1Q09XWB0M4THRZ6',
    ' klqo 9xwb om4t hrz6 ',
    'KIQO-9XWB-OM4T-HRZ6',
  ])
    expect(trackingHash(secret, written)).toBe(hash)
  expect(trackingHash(secret, 'K1Q0-9XWB-0M4T-HRZ7')).not.toBe(hash)
  expect(trackingHash('another secret', code)).not.toBe(hash)
})

it('stores what does not tell the code', () => {
  const code = trackingCode(secret, caseId)
  const hash = trackingHash(secret, code)
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  expect(hash).not.toContain(code.replaceAll('-', '').toLowerCase())
})
