import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const script = fileURLToPath(new URL('./time-zone-probe.ts', import.meta.url))

interface Probed {
  offset: number
  told: { end: string; columns: string[]; lines: string[]; risks: number[][] }
}

function probe(zone: string): Probed {
  const env = { ...process.env, TZ: zone }
  return JSON.parse(execFileSync(process.execPath, [script], { env, encoding: 'utf8' }))
}

it('a quarter, and a day that is left, is of Bogotá wherever the machine thinks it is', () => {
  const [utc, tokyo, bogota] = ['UTC', 'Asia/Tokyo', 'America/Bogota'].map(probe)
  expect(utc?.offset).not.toBe(tokyo?.offset)
  expect(utc?.told.end).toBe('2024-04-01T05:00:00.000Z')
  expect(utc?.told.columns).toEqual(['01,03,07', '02,03,07', '02,03,07', ''])
  expect(utc?.told.risks).toEqual([
    [4, 5],
    [3, 4],
  ])
  expect(tokyo?.told).toEqual(utc?.told)
  expect(bogota?.told).toEqual(utc?.told)
})
