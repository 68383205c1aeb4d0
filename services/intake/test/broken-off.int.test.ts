import type { EventLog } from '@ventanilla/event-log'
import { expect, it, vi } from 'vitest'
import { sweepVault } from '../src/jobs/sweep-vault.ts'
import { aFiling, openWorld } from './support/world.ts'

/** A log that is not there the first time that something is written. */
function brokenOnce(log: EventLog): EventLog {
  let broken = true
  return {
    ...log,
    async write(entity, unit) {
      if (!broken) return log.write(entity, unit)
      broken = false
      throw new Error('killed between the vault and the log')
    },
  }
}

const rows = { records: 'select ref from vault.records order by ref', keys: 'select subject from vault.keys' }

it('a filing that breaks off between the vault and the log is not there, and a repeat files it', async () => {
  await using world = await openWorld({ log: brokenOnce })
  expect(await world.file(aFiling(), { key: 'k' })).toMatchObject({ status: 500 })
  expect(await world.log.heads()).toEqual(new Map())
  await world.project()
  expect((await world.get('/v1/filings')).body.items).toEqual([])
  const left = await world.secrets.database.query(rows.records)
  expect(left).toHaveLength(2)

  const filed = await world.file(aFiling(), { key: 'k' })
  expect(filed).toMatchObject({ status: 201, body: { radicado: 'ICX-2026-000001' } })
  expect(filed.headers['idempotency-replayed']).toBeUndefined()
  // The repeat took what was there: nothing is left over.
  expect(await world.secrets.database.query(rows.records)).toEqual(left)
})

it('a repeat with a correction takes nothing of what broke off', async () => {
  await using world = await openWorld({ log: brokenOnce })
  await world.file(aFiling({ text: 'Con un error' }), { key: 'k' })
  const { body } = await world.file(aFiling({ text: 'Sin el error' }), { key: 'k' })
  expect((await world.get(`/v1/filings/${body.caseId}/text`)).body.text).toBe('Sin el error')
})

it('a repeat is answered also while nothing can be put into the vault, and a new filing is not', async () => {
  await using world = await openWorld()
  const { body } = await world.file(aFiling(), { key: 'k' })
  using put = vi.spyOn(world.deps.vault, 'put')
  put.mockRejectedValue(new Error('away'))
  const again = await world.file(aFiling(), { key: 'k' })
  expect(again).toMatchObject({ status: 201, body, headers: { 'idempotency-replayed': 'true' } })
  expect(await world.file(aFiling(), { key: 'another' })).toMatchObject({ status: 500 })
})

it('what broke off is swept when nobody repeats it, and nothing else is', async () => {
  let now = Date.now()
  await using world = await openWorld({ log: brokenOnce, wall: () => new Date(now).toISOString() })
  const theirs = {
    ref: '0b7e6f5c-3a51-4c61-9d0c-1f0f5a6f0a01',
    subject: '0b7e6f5c-3a51-4c61-9d0c-1f0f5a6f0a02',
  }
  await world.vault.put([{ ...theirs, entity: 'icetex', kind: 'note', value: 'de otro servicio' }])
  await world.file(aFiling())
  const { body } = await world.file(aFiling())
  const count = async () => (await world.secrets.database.query(rows.records)).length
  expect(await count()).toBe(5)

  const job = sweepVault(world.deps, world.projector)
  now += 3 * 3_600_000
  // The read model doesn't know the filing yet: not the time to call anything an orphan.
  await job.step(new AbortController().signal)
  expect(await count()).toBe(5)
  await world.project()
  now -= 2.5 * 3_600_000
  // Half an hour old: its request may still be on its way.
  await job.step(new AbortController().signal)
  expect(await count()).toBe(5)
  now += 2.5 * 3_600_000
  await job.step(new AbortController().signal)
  expect(await count()).toBe(3)
  expect(await world.vault.get(theirs.ref)).toBe('de otro servicio')
  for (const part of ['person', 'text'])
    expect(await world.get(`/v1/filings/${body.caseId}/${part}`)).toMatchObject({ status: 200 })
})
