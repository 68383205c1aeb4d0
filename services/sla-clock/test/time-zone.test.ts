import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { regimes } from '@ventanilla/terms'
import { expect, it } from 'vitest'

interface Told {
  now: object
  laws: { regime: string; set: object; service: object; function: object }[]
}

const probe = fileURLToPath(new URL('./support/time-zone-probe.ts', import.meta.url))
function probed(TZ: string): { offset: number; told: Told } {
  const env = { ...process.env, TZ }
  return JSON.parse(execFileSync(process.execPath, [probe], { env, encoding: 'utf8', maxBuffer: 1 << 26 }))
}

it('clocks tell the same wherever the machine stands, and under every law what its function says', () => {
  const [utc, tokyo] = [probed('UTC'), probed('Asia/Tokyo')]
  expect(tokyo.offset).not.toBe(utc.offset)
  expect(utc.told.now).toMatchObject({ state: 'met', due: '2026-12-21', late: true })
  expect(tokyo.told).toEqual(utc.told)
  expect(new Set(utc.told.laws.map(({ regime }) => regime))).toEqual(new Set(regimes.map(({ name }) => name)))
  for (const law of utc.told.laws) expect(law.service, JSON.stringify(law)).toEqual(law.function)
}, 60_000)
