import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const script = fileURLToPath(new URL('./time-zone-probe.ts', import.meta.url))

function probe(zone: string): string {
  return execFileSync(process.execPath, [script], { env: { ...process.env, TZ: zone }, encoding: 'utf8' })
}

it('gives the same days wherever the machine thinks it is', () => {
  const [utc, tokyo, bogota] = ['UTC', 'Asia/Tokyo', 'America/Bogota'].map(probe)
  expect(JSON.parse(utc ?? '').offset).not.toBe(JSON.parse(tokyo ?? '').offset)
  expect(JSON.parse(tokyo ?? '').days).toEqual(JSON.parse(utc ?? '').days)
  expect(JSON.parse(bogota ?? '').days).toEqual(JSON.parse(utc ?? '').days)
})
