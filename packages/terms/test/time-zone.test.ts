import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const script = fileURLToPath(new URL('./time-zone-probe.ts', import.meta.url))

function probe(zone: string): { offset: number; clocks: unknown[] } {
  const env = { ...process.env, TZ: zone }
  return JSON.parse(execFileSync(process.execPath, [script], { env, encoding: 'utf8', maxBuffer: 1 << 26 }))
}

it('counts the same clocks wherever the machine thinks it is', () => {
  const [utc, tokyo] = [probe('UTC'), probe('Asia/Tokyo')]
  expect(utc.offset).not.toBe(tokyo.offset)
  expect(utc.clocks.length).toBeGreaterThan(100)
  expect(tokyo.clocks).toEqual(utc.clocks)
})
