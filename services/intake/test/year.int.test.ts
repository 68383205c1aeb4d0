import { afterAll, beforeAll, expect, it } from 'vitest'
import { aFiling, openWorld, type World } from './support/world.ts'

let world: World
const zone = process.env.TZ

beforeAll(async () => {
  process.env.TZ = 'Asia/Tokyo'
  world = await openWorld({ now: '2026-01-02T13:00:00.000Z' })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  if (zone === undefined) delete process.env.TZ
  else process.env.TZ = zone
})

const radicado = async (other: object) => (await world.file(aFiling(other))).body.radicado

it('the year is that of Bogotá, wherever the machine is', async () => {
  expect(new Date('2026-01-01T00:00:00.000Z').getHours()).toBe(9)
  const receivedAt = '2025-12-31T23:30'
  expect(await radicado({ receivedAt, recordedBy: 'sistema-anterior' })).toBe('ICX-2025-000001')
  expect(await radicado({ receivedAt: '2026-01-01T00:00', recordedBy: 'sistema-anterior' })).toBe(
    'ICX-2026-000001',
  )
  // Received in December and numbered in January: the old year's numbers are closed.
  expect(await radicado({ receivedAt })).toBe('ICX-2026-000002')
  expect(await radicado({ receivedAt, recordedBy: 'sistema-anterior' })).toBe('ICX-2025-000002')
})
