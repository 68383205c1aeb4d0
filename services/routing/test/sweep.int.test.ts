import { randomUUID } from 'node:crypto'
import { memoryVault } from '@ventanilla/vault/memory'
import { expect, it } from 'vitest'
import { textKinds } from '../src/commands/keep-texts.ts'
import { sweepTexts } from '../src/jobs/sweep-texts.ts'
import { openWorld } from './support/world.ts'

it('sweeps the notes that no fact carries, and nobody else’s records', async () => {
  await using world = await openWorld()
  const caseId = await world.file()
  await world.call.move(caseId, { action: 'answer', outcome: 'parcial', text: 'Sí', note: 'Llamó' })
  await world.settled()
  const { events } = await world.service.log.stream(`case/${caseId}`)
  const kept = events
    .flatMap(({ data }) => [data.noteRef, data.textRef])
    .filter((ref) => typeof ref === 'string')
  expect(kept).toHaveLength(2)

  const vault = await memoryVault()
  const lost = { ref: randomUUID(), kind: 'case-note' }
  const others = { ref: randomUUID(), kind: 'filing-text' }
  const records = [...kept.map((ref, n) => ({ ref, kind: textKinds[n] ?? '' })), lost, others]
  await vault.put(records.map((one) => ({ ...one, subject: caseId, entity: 'icetex', value: 'x' })))
  const wall = () => '2026-11-23T14:00:00.000Z'
  const upToDate = [{ behind: async () => 0 }]
  const lagging = sweepTexts({
    database: world.database,
    vault,
    wall,
    projectors: [{ behind: async () => 1 }],
  })
  await lagging.step(AbortSignal.timeout(5_000))
  expect(await vault.get(lost.ref)).toBe('x')
  await sweepTexts({ database: world.database, vault, wall, projectors: upToDate }).step(
    AbortSignal.timeout(5_000),
  )
  const left = await vault.getMany(records.map(({ ref }) => ref))
  expect([...left.keys()].sort()).toEqual([...kept, others.ref].sort())
})
