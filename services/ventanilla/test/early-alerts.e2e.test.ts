import { bogotaInstant } from '@ventanilla/calendar'
import { describe, expect, it, vi } from 'vitest'
import { TOPOLOGIES } from '../src/topology.ts'
import { everyService } from './every-service.ts'

interface Alert {
  caseId: string
  on: string
  at: string
  risk: { value: number; why: string[] }
}

/** What each topology made of the same days: the same. */
const results: Omit<Alert, 'caseId'>[][] = []

describe.each(TOPOLOGIES)('early alerts, %s', (topology) => {
  it('go from the filings to the list of them, at the midnights that pass', async () => {
    // Nothing has a history here: what is known of nothing is at risk.
    vi.stubEnv('RISK_WITHOUT_HISTORY', '0.6')
    const { adapter, settled, time, mail, done, filed } = await everyService((pqrsd) => pqrsd, topology)
    const alerts = () => adapter.list<Alert>('/v1/case-files/alerts?entity=icetex')
    const told = async () => (await alerts()).map(({ caseId, on }) => ({ caseId, on }))
    const { caseId: first = '' } = await filed('reclamo')
    const { caseId: second = '' } = await filed('peticion-interes-general')
    expect(await told()).toEqual([])

    await done(`/v1/cases/${second}/moves`, { action: 'answer', outcome: 'parcial', text: 'Así será.' })
    const { size: letters } = await mail.received()
    await time.advance('2026-11-24T05:00:00.000Z')
    await settled()
    expect(await told()).toEqual([{ caseId: first, on: '2026-11-24' }])

    // Three midnights at once: the case stays at risk.
    const { caseId: third = '' } = await filed('reclamo')
    await time.advance('2026-11-27T15:00:00.000Z')
    await settled()
    expect(await told()).toEqual([
      { caseId: third, on: '2026-11-25' },
      { caseId: first, on: '2026-11-24' },
    ])
    const { timeline } = await adapter.get<{ timeline: { type: string; at: string }[] }>(
      `/v1/case-files/${third}`,
    )
    expect(timeline.find(({ type }) => type === 'CaseAtRisk')?.at).toBe(bogotaInstant('2026-11-25'))
    // The receipt of the third is all that anybody was written.
    expect((await mail.received()).size).toBe(letters + 1)
    results.push((await alerts()).map(({ caseId: _, ...alert }) => alert))
  }, 480_000)
})

it('early alerts are the same in both topologies', () => {
  expect(results).toHaveLength(TOPOLOGIES.length)
  expect(new Set(results.map((alerts) => JSON.stringify(alerts))).size).toBe(1)
})
