import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { archiveCase } from '../src/archive/archive-case.ts'
import { readRecord } from '../src/archive/case-record.ts'
import { NotArchived, type Source } from '../src/archive/source.ts'
import { openBag } from './open-bag.ts'

const FIRST = '0191f3a2-7c1d-4e8b-9f60-2b7d5a1c3e44'
const SECOND = '0191f3a2-7c1d-4e8b-9f60-2b7d5a1c3e45'
const at = '2026-11-24T15:00:00.000Z'

type Told = Record<string, object>

const messageOf = (template: string, state = 'sent') => ({
  messageId: template,
  template,
  state,
  requestedAt: at,
})

const mailbox = { name: 'Alguien', address: 'alguien@correo.invalid' }
const letter = { from: mailbox, to: mailbox, date: at, subject: 'Carta', text: 'Diga.' }

/** What Ventanilla tells of a case that was answered and closed. */
function told(
  caseId: string,
  {
    more = {},
    filing = {},
    text = {},
    words = [{}],
    messages,
  }: {
    more?: object
    filing?: object
    text?: object
    words?: object[]
    messages?: { template: string; state: string }[]
  } = {},
): Told {
  const letters = messages ?? [messageOf('acuse'), messageOf('respuesta')]
  const count = (state: string) => letters.filter((letter) => letter.state === state).length
  const timeline = ['CaseOpened', 'CaseAnswered', 'CaseMoved'].map((type) => ({ type, at, data: {} }))
  const person = { personRef: 'p-1', person: { firstNames: 'Zoraida' } }
  return {
    [`/v1/cases/${caseId}`]: { caseId, version: 7, state: 'cerrada', final: true, ...more },
    [`/v1/filings/${caseId}`]: { mode: 'named', receivedAt: at, ...filing },
    [`/v1/filings/${caseId}/text`]: { subject: 'Un cobro', text: 'Me cobran de más.', ...text },
    [`/v1/filings/${caseId}/files`]: { items: [] },
    [`/v1/filings/${caseId}/person`]: person,
    [`/v1/cases/${caseId}/words?purpose=archive`]: {
      position: 'routing/icetex@9',
      items: words.map((word) => ({ order: 1, fact: 'CaseAnswered', at, ...word })),
    },
    [`/v1/case-files/${caseId}?atLeast=routing%2Ficetex%409`]: {
      ...{ caseId, timeline, radicado: `R-${caseId.slice(-1)}` },
      messages: { requested: letters.length, sent: count('sent'), failed: count('failed') },
    },
    [`/v1/messages?caseId=${caseId}`]: { items: letters },
    ...Object.fromEntries(letters.map(({ template }) => [`/v1/messages/${template}/letter`, letter])),
  }
}

function sourceOf(answers: Told): Source {
  const json = async <T>(path: string) => {
    const answer = answers[path]
    if (!answer) throw new NotArchived('not-found', path)
    return answer as T
  }
  const list = async <T>(path: string) => (await json<{ items: T[] }>(path)).items
  return { json, list, file: () => Promise.reject(new Error('nobody asked for the file')) }
}

const read = (answers: Told) => readRecord(sourceOf(answers), FIRST, { withIdentity: false })
const joined = (second: Told): Told => ({ ...told(FIRST, { more: { merged: [SECOND] } }), ...second })

it.each([
  ['waits for the mail', [messageOf('acuse'), messageOf('respuesta', 'requested')]],
  ['was not asked for yet', [messageOf('acuse')]],
  ['is of a case of which notification has heard nothing', []],
])(
  'no record is whole while a letter %s, of the case or of one that was joined with it',
  async (_, messages) => {
    const pending = { code: 'letters-pending' }
    await expect(read(told(FIRST, { messages }))).rejects.toMatchObject(pending)
    await expect(read(joined(told(SECOND, { messages })))).rejects.toMatchObject(pending)
  },
)

it('a letter that will never go is no letter to wait for, nor one to somebody who is not known', async () => {
  const failed = [messageOf('acuse', 'failed'), messageOf('respuesta', 'failed')]
  expect((await read(told(FIRST, { messages: failed }))).documents).toHaveLength(2)
  const nobody = told(FIRST, { messages: [], filing: { mode: 'anonymous' } })
  expect((await read(nobody)).documents).toHaveLength(2)
})

it('a case file that has not heard of a letter is behind, of a case that was joined as well', async () => {
  const behind = { messages: { requested: 2, sent: 1, failed: 0 } }
  const path = (caseId: string) => `/v1/case-files/${caseId}?atLeast=routing%2Ficetex%409`
  for (const [answers, caseId] of [
    [told(FIRST), FIRST],
    [joined(told(SECOND)), SECOND],
  ] as const) {
    const late = { ...answers, [path(caseId)]: { ...answers[path(caseId)], ...behind } }
    await expect(read(late)).rejects.toMatchObject({ code: 'case-file-behind' })
  }
})

it.each([FIRST, SECOND])('what was done with %s while it was packed is noticed', async (caseId) => {
  const answers = joined(told(SECOND))
  const { assertUnchanged } = await read(answers)
  await assertUnchanged()
  answers[`/v1/cases/${caseId}`] = { ...answers[`/v1/cases/${caseId}`], version: 12 }
  await expect(assertUnchanged()).rejects.toMatchObject({ code: 'case-changed' })
})

it('what came with a joined filing is no evidence that is kept elsewhere', async () => {
  const evidence = ['f-2', 'gd-1'].map((ref) => ({ id: 'recibo', ref }))
  const { documents } = await read({
    ...told(FIRST, { more: { merged: [SECOND] }, words: [{ evidence }] }),
    ...told(SECOND, { text: { attachments: [{ ref: 'f-2', name: 'recibo.pdf' }] } }),
  })
  const kept = documents.filter(({ type }) => type === 'Anexo' || type === 'Evidencia')
  expect(kept.map(({ type, ref }) => [type, ref])).toEqual([
    ['Evidencia', 'gd-1'],
    ['Anexo', 'f-2'],
  ])
})

it('documents have Spanish names, whatever the fact is called', async () => {
  const facts = ['CaseAnswered', 'CaseAssigned', 'TaskOpened', 'TaskAnswered', 'CaseLinked', 'CaseHeardLater']
  const { documents } = await read(told(FIRST, { words: facts.map((fact) => ({ fact })) }))
  expect(documents.map(({ name }) => name).filter((name) => /^[A-Z][a-z]+[A-Z]/.test(name))).toEqual([])
})

it('nothing in it is the same in all packages of one person', async () => {
  const { documents } = await read(told(FIRST))
  const filed = `${(await documents.find(({ type }) => type === 'Radicación')?.content?.())?.body}`
  expect(filed).toContain('Zoraida')
  expect(filed).not.toContain('p-1')
})

async function archived(answers: Told, taken?: string) {
  const out = await mkdtemp(join(tmpdir(), 'ventanilla-archive-'))
  onTestFinished(() => rm(out, { recursive: true, force: true }))
  if (taken !== undefined) await mkdir(join(out, taken, 'algo'), { recursive: true })
  const done = archiveCase(sourceOf(answers), FIRST, { out, withIdentity: false })
  return { out, done }
}

it('the index tells which documents were born here, and which were written again', async () => {
  const { done } = await archived(told(FIRST))
  const { json } = await openBag((await done).path, 'expediente-R-4')
  const { documentos } = json('data/indice-electronico.json')
  type Line = { tipologiaDocumental: string; origen?: string; reescrita?: boolean }
  const kinds = (documentos as Line[]).map(({ tipologiaDocumental, origen, reescrita }) =>
    [tipologiaDocumental, origen, reescrita].filter((word) => word !== undefined).join(' '),
  )
  expect([...new Set(kinds)].sort()).toEqual([
    'Actuación Electrónico',
    'Comunicación Electrónico true',
    'Radicación',
  ])
})

it('what the disk refuses is told by a code, and nothing is left in part', async () => {
  const { out, done } = await archived(told(FIRST), 'expediente-R-4.zip')
  await expect(done).rejects.toMatchObject({ code: 'out-unusable' })
  expect(await readdir(out)).toEqual(['expediente-R-4.zip'])
})
