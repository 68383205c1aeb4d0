import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { everyService } from './every-service.ts'

interface Clock {
  clockId: string
  clock: string
  state: string
  due: string | null
}
interface Explained {
  effects: { type: string; due?: string }[]
}
interface Message {
  template: string
}
type Answer = Record<string, string>

/** All services on the first day of the second version of the procedure: Tuesday 1 December 2026, at nine. */
async function december() {
  const world = await everyService((pqrsd) => pqrsd)
  const { adapter, time, settled, mailFolder } = world
  const advance = async (instant: string) => {
    await time.advance(instant)
    await settled()
  }
  await advance('2026-12-01T14:00:00.000Z')
  const legalOf = async (caseId = '') =>
    (await adapter.list<Clock>(`/v1/clocks?caseId=${caseId}`)).find(({ clock }) => clock === 'legal')
  const effectsOf = async (caseId = '') => {
    const { clockId } = (await legalOf(caseId)) ?? {}
    const { effects } = await adapter.get<Explained>(`/v1/clocks/${clockId}/explanation`)
    return effects.map(({ type, due }) => [type, due])
  }
  const lettersOf = async (caseId = '') =>
    (await adapter.list<Message>(`/v1/messages?caseId=${caseId}`)).map(({ template }) => template)
  const move = (caseId = '', body: object) => adapter.post<Answer>(`/v1/cases/${caseId}/moves`, body)
  const refused = async (caseId: string | undefined, body: object) => (await move(caseId, body)).body.code
  const mails = async () =>
    Promise.all((await readdir(mailFolder)).map((name) => readFile(join(mailFolder, name), 'utf8')))
  const fileOf = (caseId = '') => adapter.get<Record<string, unknown>>(`/v1/case-files/${caseId}`)
  return { ...world, advance, legalOf, effectsOf, lettersOf, move, refused, mails, fileOf }
}

const transfer = (more: object = {}) => ({
  ...{ action: 'transfer', note: 'Es de la Superintendencia', outcome: 'trasladada' },
  evidence: [{ id: 'oficio-de-traslado', ref: 'archivo:oficio-1' }],
  ...more,
})
const form = (day: string) => ({ autoridad: 'Superintendencia Financiera', 'enviado-el': day })

it('a transfer needs its letter, ends the term here, and is late after five business days', async () => {
  const world = await december()
  const { filed, done, advance, legalOf, effectsOf, lettersOf, refused, mails, fileOf } = world
  const [inTime, late] = [await filed('queja'), await filed('queja')]
  expect(await legalOf(inTime.caseId)).toMatchObject({ state: 'running', due: '2026-12-23' })

  const day = form('2026-12-01')
  expect(await refused(inTime.caseId, transfer({ evidence: [], form: day }))).toBe('evidence-missing')
  expect(await refused(inTime.caseId, transfer({ note: undefined, form: day }))).toBe('note-required')
  expect(await refused(inTime.caseId, transfer())).toBe('form-invalid')
  expect(await legalOf(inTime.caseId)).toMatchObject({ state: 'running' })

  // Wednesday 9 is the fifth: Tuesday 8 is a holiday.
  await advance('2026-12-09T20:00:00.000Z')
  await done(`/v1/cases/${inTime.caseId}/moves`, transfer({ form: form('2026-12-09') }))
  await advance('2026-12-10T14:00:00.000Z')
  await done(`/v1/cases/${late.caseId}/moves`, transfer({ form: form('2026-12-10') }))
  expect(await effectsOf(inTime.caseId)).toEqual([])
  expect(await effectsOf(late.caseId)).toEqual([['transfer-late', '2026-12-09']])

  // What comes in by a transfer has the whole term of whoever gets it, from its own reception.
  const { caseId: received } = await filed('queja')
  expect(await legalOf(received)).toMatchObject({ state: 'running', due: '2027-01-04' })

  // Here nobody owes an answer any more: past the last day nothing is told, and nobody is written to.
  const sent = (await mails()).length
  await advance('2026-12-28T14:00:00.000Z')
  for (const { caseId = '', radicado } of [inTime, late]) {
    expect(await legalOf(caseId)).toMatchObject({ state: 'cancelled' })
    expect(await fileOf(caseId)).toMatchObject({
      ...{ state: 'trasladada', open: false, radicado, answeredOn: null, outcome: 'trasladada', late: null },
    })
    expect(await lettersOf(caseId)).toEqual(['acuse'])
    expect(await refused(caseId, { action: 'answer', outcome: 'parcial', text: 'Sí' })).toBe(
      'transition-not-allowed',
    )
    expect(await refused(caseId, { action: 'reopen', note: 'Era nuestra' })).toBe('transition-not-allowed')
  }
  expect(await mails()).toHaveLength(sent)
}, 300_000)

it('an annulment says why, keeps the number, stops the clock, is told by no letter and can’t be taken back', async () => {
  const world = await december()
  const { filed, done, advance, legalOf, lettersOf, refused, mails, fileOf, adapter } = world
  const { caseId = '', radicado } = await filed('queja')
  const annul = { transition: 'anular-duplicada:asignada' }
  expect(await refused(caseId, annul)).toBe('note-required')
  expect(await refused(caseId, { action: 'annul', note: 'Dos veces' }), 'for one of two reasons').toBe(
    'reason-required',
  )
  expect(await fileOf(caseId)).toMatchObject({ state: 'asignada', open: true })
  const sent = (await mails()).length
  await done(`/v1/cases/${caseId}/moves`, { ...annul, note: 'La radicó Ana dos veces' })

  const file = await fileOf(caseId)
  expect(file).toMatchObject({ state: 'anulada', open: false, radicado, answeredOn: null })
  const { timeline } = file as { timeline: { type: string; data: Record<string, unknown> }[] }
  const told = timeline.findLast(({ type }) => type === 'CaseMoved')
  expect(told?.data).toMatchObject({ to: 'anulada', reason: 'Radicada dos veces' })
  expect(JSON.stringify(file)).not.toContain('Ana')
  expect(await legalOf(caseId)).toMatchObject({ state: 'cancelled' })

  // The number isn't given again.
  const next = await filed('queja')
  expect(Number(next.radicado?.split('-').at(-1))).toBe(Number(radicado?.split('-').at(-1)) + 1)

  await advance('2026-12-28T14:00:00.000Z')
  expect(await legalOf(caseId)).toMatchObject({ state: 'cancelled' })
  expect(await lettersOf(caseId)).toEqual(['acuse'])
  expect((await mails()).filter((mail) => mail.includes(radicado ?? '-'))).toHaveLength(sent)
  for (const action of ['reopen', 'answer', 'start'])
    expect(await refused(caseId, { action, note: 'Fue un error', outcome: 'parcial', text: 'Sí' })).toBe(
      'transition-not-allowed',
    )
  const { moves } = await adapter.get<{ moves: { transition: string }[] }>(`/v1/cases/${caseId}`)
  expect(moves.map(({ transition }) => transition)).toEqual(['archivar:anulada'])
}, 300_000)
