import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const probe = fileURLToPath(new URL('time-zone-probe.ts', import.meta.url))

it('decides the same wherever the machine stands', () => {
  const [bogota, ...others] = ['America/Bogota', 'Pacific/Auckland', 'Pacific/Pago_Pago', 'UTC'].map((TZ) =>
    execFileSync(process.execPath, [probe], { env: { ...process.env, TZ }, encoding: 'utf8' }),
  )
  expect(bogota).toContain('"received":"2026-11-20"')
  expect(bogota).toContain('"received":"2026-11-21"')
  for (const other of others) expect(other).toBe(bogota)
})
