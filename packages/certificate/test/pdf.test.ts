import { expect, it } from 'vitest'
import { fingerprint } from '../src/canonical.ts'
import { certificatePdf } from '../src/pdf/certificate-pdf.ts'
import { verifyCertificate } from '../src/verify.ts'
import { certified, keysOf, known, knownKid, petition, stopped } from './support/certificates.ts'
import { attachmentOf, pagesOf, wordsOf } from './support/read-pdf.ts'

const keys = await keysOf(known)
const pdfOf = async (certificate: typeof petition) => certificatePdf(await keys.sign(certificate), keys.kid)

it('says what it is, every day, and how to check it', async () => {
  const words = wordsOf(await pdfOf(petition))
  for (const said of [
    'Certificado del término «legal»',
    '6f1c2a6e-6a5a-5b52-8f2b-0f7f6f1e2d3c',
    'Ley 1437 de 2011, artículo 14',
    'lunes 14 de diciembre de 2026',
    'festivo: Inmaculada Concepción (Ley 51/1983 art. 1)',
    '22 de noviembre de 2026, 10:00',
    'ventanilla verify-certificate certificado.json',
    'página 1 de',
    knownKid,
    fingerprint(petition).slice(0, 32),
    fingerprint(petition).slice(32),
  ])
    expect(words).toContain(said)
  for (const { why } of petition.days) expect(words).toContain(why)
})

it('brings the certificate itself, which holds', async () => {
  const attached = attachmentOf(await pdfOf(stopped))
  expect(JSON.parse(attached).certificate).toEqual(stopped)
  expect(await verifyCertificate(attached)).toMatchObject({ holds: true, kid: knownKid })
})

it('is the same bytes for the same certificate', async () => {
  const [one, same, other] = [await pdfOf(petition), await pdfOf(petition), await pdfOf(stopped)]
  expect(Buffer.from(one).equals(same)).toBe(true)
  expect(Buffer.from(one).equals(other)).toBe(false)
  expect(Buffer.from(one).subarray(0, 8).toString()).toBe('%PDF-1.7')
})

it('goes on over as many pages as its days need, none of them empty', async () => {
  const long = await pdfOf(certified({ received: '2026-11-22', amount: 200, unit: 'business-days' }))
  const pages = pagesOf(long)
  expect(pages.length).toBeGreaterThan(4)
  for (const [index, page] of pages.entries()) {
    expect(page).toContain(`página ${index + 1} de ${pages.length}`)
    expect(page.length).toBeGreaterThan(200)
  }
})

it('shows a letter that its fonts don’t have as a question mark, and attaches it as it is', async () => {
  const pdf = await pdfOf({ ...petition, summary: 'Ñandú “así” → 漢字 e\u0301' })
  expect(wordsOf(pdf)).toContain('Ñandú “así” ? ?? é')
  expect(JSON.parse(attachmentOf(pdf)).certificate.summary).toContain('漢字')
})
