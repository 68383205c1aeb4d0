import { randomUUID } from 'node:crypto'
import { memoryVault } from '@ventanilla/vault/memory'
import { expect, it } from 'vitest'
import { reasonKind } from '../src/commands/keep-reason.ts'
import { clockIdOf, clockStream } from '../src/commands/streams.ts'
import { sweepReasons } from '../src/jobs/sweep-reasons.ts'
import { caseId, entity, opened } from './support/routing-events.ts'
import { machine, start } from './support/service-world.ts'

it('sweeps the reasons that no fact carries, and nobody else’s records', async () => {
  const here = await machine()
  const { post, settled, service } = await start(here, '2026-12-11T15:00:00.000Z')
  await here.routing.tell(opened(1))
  await settled()
  const clockId = clockIdOf(caseId, 'legal')
  await post(`/v1/clocks/${clockId}/extensions`, { amount: 5, reason: 'Concepto técnico' })
  await settled()
  const { events } = await service.log.stream(clockStream(clockId))
  const kept = String(events.find(({ type }) => type === 'ClockExtended')?.data.reasonRef)

  const vault = await memoryVault()
  const [lost, foreign] = [randomUUID(), randomUUID()]
  const about = { subject: caseId, entity, value: 'x' }
  await vault.put([
    { ...about, ref: kept, kind: reasonKind },
    { ...about, ref: lost, kind: reasonKind },
    { ...about, ref: foreign, kind: 'case-note' },
  ])
  const wall = () => '2026-12-11T15:00:00.000Z'
  const sweep = (behind: number) =>
    sweepReasons({ database: here.own.database, vault, wall, reasons: { behind: async () => behind } })
  await sweep(1).step(AbortSignal.timeout(5_000))
  expect(await vault.get(lost)).toBe('x')
  await sweep(0).step(AbortSignal.timeout(5_000))
  expect([...(await vault.getMany([kept, lost, foreign])).keys()].sort()).toEqual([kept, foreign].sort())
})
