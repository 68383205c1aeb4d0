import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const probe = fileURLToPath(new URL('./support/time-zone-probe.ts', import.meta.url))
function probed(TZ: string): { offset: number; told: { now: object } } {
  const env = { ...process.env, TZ }
  return JSON.parse(execFileSync(process.execPath, [probe], { env, encoding: 'utf8' }))
}

it('clocks tell the same wherever the machine stands', () => {
  const [utc, tokyo] = [probed('UTC'), probed('Asia/Tokyo')]
  expect(tokyo.offset).not.toBe(utc.offset)
  expect(utc.told.now).toMatchObject({ state: 'met', due: '2026-12-21', late: true })
  expect(tokyo.told).toEqual(utc.told)
})
