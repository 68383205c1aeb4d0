import { expect, it } from 'vitest'
import { createVerifier } from '../src/index.ts'
import { testIssuer } from '../src/testing.ts'
import { tokenCache } from '../src/token-cache.ts'

const caller = { client: 'a', subject: 'a', scopes: [] }

it('keeps a token for a minute, and never beyond its end', () => {
  let now = 0
  const { keep, get } = tokenCache(() => now)
  keep('short', caller, 5_000)
  keep('long', caller, 600_000)
  now = 4_999
  expect(get('short')).toBe(caller)
  now = 5_000
  expect(get('short')).toBeUndefined()
  now = 59_999
  expect(get('long')).toBe(caller)
  now = 60_000
  expect(get('long')).toBeUndefined()
})

it('forgets the oldest of too many', () => {
  const { keep, get } = tokenCache(() => 0)
  for (let n = 0; n <= 1_000; n++) keep(`t${n}`, caller, 1_000)
  expect(get('t0')).toBeUndefined()
  expect(get('t1')).toBe(caller)
})

it('is not asked for a token that differs in its last letter', async () => {
  const { issuer, jwks, tokenOf } = testIssuer()
  const verifier = createVerifier({ issuer, audience: 'ventanilla', jwks })
  const token = tokenOf({ scope: 'cases:read' })
  expect(await verifier.verify(token)).toBe(await verifier.verify(token))
  const forged = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')
  await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'token-invalid' })
})

it('lets a token go when it ends, though it has just been used', async () => {
  const { issuer, jwks, tokenOf } = testIssuer()
  let now = new Date(performance.timeOrigin + performance.now())
  const verifier = createVerifier({ issuer, audience: 'ventanilla', jwks, now: () => now })
  const token = tokenOf({ scope: 'cases:read' })
  now = new Date(now.getTime() + 600_000)
  await verifier.verify(token)
  now = new Date(now.getTime() + 40_000)
  await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'token-invalid' })
})
