import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const probe = fileURLToPath(new URL('./support/time-zone-probe.ts', import.meta.url))
const told = (TZ: string) =>
  execFileSync(process.execPath, [probe], { env: { ...process.env, TZ }, encoding: 'utf8' })

it('clocks tell the same wherever the machine stands', () => {
  const utc = told('UTC')
  expect(JSON.parse(utc).now).toMatchObject({ state: 'met', due: '2026-12-21', late: true })
  expect(told('Asia/Tokyo')).toBe(utc)
  expect(told('America/Bogota')).toBe(utc)
})
