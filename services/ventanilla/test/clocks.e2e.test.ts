import { expect, it } from 'vitest'
import { everyService } from './every-service.ts'

/** Beside the terms of petitions. */
const clocks = `
clocks:
  - id: acuse
    name: Acuse de recibo
    regime: ley-1755
    term: { amount: 2, unit: business-days }
    article: Prueba
    starts: opening
    meets: [acknowledgement]
    reopens: stays
  - id: nivel-1
    name: Nivel 1
    regime: ley-1755
    term: { amount: 2, unit: business-days }
    article: Prueba
    starts: { level: 1 }
    meets: [leaving, answer]
    reopens: new-term
  - id: nivel-2
    name: Nivel 2
    regime: ley-1755
    term: { amount: 3, unit: business-days }
    article: Prueba
    starts: { level: 2 }
    meets: [leaving, answer]
    reopens: new-term
    ladder: [{ id: rojo, name: Rojo, atRemaining: 1 }]
  - id: encuesta
    name: Encuesta de servicio
    regime: ley-1755
    term: { amount: 3, unit: calendar-days }
    article: Prueba
    starts: { state: respondida }
    meets: [{ move: cerrar }]
    reopens: stays
`

interface Clock {
  clock: string
  state: string
  due: string
  late: boolean | null
}

it('several clocks of a case go from the filing to the read models, each by what concerns it', async () => {
  const { adapter, settled, time, mail, done, filed } = await everyService((pqrsd) => pqrsd + clocks)
  const { caseId } = await filed('peticion-interes-general')
  const standing = async () => {
    const items = await adapter.list<Clock>(`/v1/clocks?caseId=${caseId}`)
    return Object.fromEntries(items.map(({ clock, state, due, late }) => [clock, `${state} ${due} ${late}`]))
  }
  // The receipt went out over SMTP at once.
  expect(await standing()).toEqual({
    ...{ legal: 'running 2026-12-15 null', acuse: 'met 2026-11-25 false' },
    'nivel-1': 'running 2026-11-25 null',
  })

  await time.advance('2026-11-24T15:00:00.000Z')
  await done(`/v1/cases/${caseId}/assignment`, {
    ...{ area: 'grupo-gestion-servicio', level: 2, note: 'Lo atiende el grupo.' },
  })
  await time.advance('2026-11-30T15:00:00.000Z')
  await settled()
  expect(await standing()).toMatchObject({
    ...{ 'nivel-1': 'met 2026-11-25 false', 'nivel-2': 'breached 2026-11-27 null' },
    legal: 'running 2026-12-15 null',
  })
  const file = await adapter.get<{ due: string; light: string; clocks: Clock[] }>(`/v1/case-files/${caseId}`)
  expect(file).toMatchObject({ due: '2026-12-15', light: 'verde', clockState: 'running' })
  expect(file.clocks.map(({ clock, state }) => `${clock} ${state}`).sort()).toEqual([
    ...['acuse met', 'legal running', 'nivel-1 met', 'nivel-2 breached'],
  ])
  const listed = await adapter.list<{ caseId: string; due: string }>('/v1/worklist?entity=icetex')
  expect(listed).toMatchObject([{ caseId, due: '2026-12-15', light: 'verde' }])

  await done(`/v1/cases/${caseId}/moves`, { action: 'answer', outcome: 'parcial', text: 'Así será.' })
  expect(await standing()).toMatchObject({
    ...{ legal: 'met 2026-12-15 false', 'nivel-2': 'met 2026-11-27 true' },
    encuesta: 'running 2026-12-03 null',
  })
  await time.advance('2026-12-10T15:00:00.000Z')
  await settled()
  expect(await standing()).toMatchObject({
    encuesta: 'breached 2026-12-03 null',
    legal: 'met 2026-12-15 false',
  })
  expect(await adapter.get(`/v1/case-files/${caseId}`)).toMatchObject({
    ...{ due: '2026-12-15', clockState: 'met', late: false, answeredOn: '2026-11-30' },
  })

  const messages = await adapter.list<{ template: string }>(`/v1/messages?caseId=${caseId}`)
  expect(messages.map(({ template }) => template)).toEqual(['acuse', 'respuesta'])
  expect((await mail.received()).size).toBe(2)
}, 240_000)
