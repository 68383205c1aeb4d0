import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { verifyCertificate } from '@ventanilla/certificate'
import { expect, it } from 'vitest'
import { everyService } from './every-service.ts'

interface Clock {
  clockId: string
  state: string
  due: string | null
  unit: string
}

/** Claims against a bill have five months, complaints the forty-eight hours of a judge. */
function worded(pqrsd: string): string {
  const laws = {
    queja: `    term: { amount: 48, unit: calendar-hours }
    law: { regime: tutela, set: { term.amount: '48', term.unit: calendar-hours } }
`,
    reclamo: `    term: { amount: 5, unit: calendar-months }
    law: { regime: ley-142, set: { term.step: reclamo-factura } }
`,
  }
  return Object.entries(laws).reduce((text, [kind, law]) => {
    const own = `    group: ${kind}\n    regime: ley-1755\n    term: { amount: 15, unit: business-days }\n`
    if (text.split(own).length !== 2) throw new Error(`the kind ${kind} is not written as it was`)
    return text.replace(own, () => `    group: ${kind}\n    regime: ley-1755\n${law}`)
  }, pqrsd)
}

it('terms in months and in hours go from the filing to the letters, the read models and the certificate', async () => {
  const { adapter, settled, time, mailFolder, done, filed } = await everyService(worded)
  const clockOf = async (caseId = '') => (await adapter.list<Clock>(`/v1/clocks?caseId=${caseId}`))[0]
  const fileOf = (caseId = '') => adapter.get<Record<string, unknown>>(`/v1/case-files/${caseId}`)
  const { caseId: bill } = await filed('reclamo')
  const { caseId: judged } = await filed('queja')
  expect(await clockOf(bill)).toMatchObject({ unit: 'calendar-months', state: 'running', due: '2027-04-23' })
  expect(await clockOf(judged)).toMatchObject({ unit: 'calendar-hours', state: 'running', due: '2026-11-25' })
  expect(await fileOf(bill)).toMatchObject({ due: '2027-04-23', light: 'verde' })

  // Each receipt tells its term.
  const letters = await Promise.all(
    (await readdir(mailFolder)).map((name) => readFile(join(mailFolder, name), 'utf8')),
  )
  for (const term of ['5 meses', '48 horas'])
    expect(
      letters.some((letter) => letter.includes(term)),
      term,
    ).toBe(true)

  // At nine on Wednesday the hours are over, and nothing has happened to the months.
  await time.advance('2026-11-25T14:00:00.000Z')
  await settled()
  expect(await clockOf(judged)).toMatchObject({ state: 'breached' })
  expect(await fileOf(judged)).toMatchObject({ due: '2026-11-25', clockState: 'breached', light: 'vencido' })
  expect(await fileOf(bill)).toMatchObject({ clockState: 'running', light: 'verde' })

  for (const [caseId, start] of [
    [bill, 'following-day'],
    [judged, 'reception'],
  ]) {
    const { clockId = '' } = (await clockOf(caseId)) ?? {}
    const certificate = await adapter.get<object>(`/v1/clocks/${clockId}/certificate`)
    expect(await verifyCertificate(JSON.stringify(certificate))).toMatchObject({
      ...{ holds: true, certificate: { version: 2, term: { start } } },
    })
  }

  await done(`/v1/cases/${bill}/moves`, { action: 'answer', outcome: 'parcial', text: 'Así será.' })
  // Delivered over SMTP at once, which is what counts.
  expect(await clockOf(bill)).toMatchObject({ state: 'met', due: '2027-04-23' })
  expect(await fileOf(bill)).toMatchObject({ clockState: 'met', late: false, answeredOn: '2026-11-25' })
}, 240_000)
