import { PDFName } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import type { Bounds } from '../src/bounds.ts'
import type { BannerOrder, Checked, FileKind } from '../src/check.ts'
import { checkFile } from '../src/check-file.ts'
import { type Code, codes } from '../src/codes.ts'
import type { FileParameters } from '../src/parameters.ts'
import { aBook } from './support/book.ts'
import { checked, fixture, pieces } from './support/checked.ts'
import { padded, reframed, withSegment } from './support/jpeg.ts'
import { parameters } from './support/parameters.ts'
import { aPdf } from './support/pdf.ts'

const home = fixture('banner-home.jpg')
const banner = (content: Buffer, order?: BannerOrder) => () =>
  checked('banner', content, order && { banner: order })
const document = (content: Buffer | Promise<Buffer>) => async () => checked('document', await content)
const list =
  (...rows: string[]) =>
  () =>
    checked('sms', ['nombre,apellido,cedula,mensaje,telefono', ...rows].join('\n'))
const heading = (text: string) => () => checked('sms', text)
const alone =
  (kind: FileKind, content: Buffer, bounds: Partial<Bounds>, name?: string) => (): Promise<Checked> =>
    checkFile(pieces(content), { kind, parameters: parameters(), bounds, ...(name && { name }) })
const sheet = '<row r="1"><c r="A1" t="inlineStr"><is><t>Hola</t></is></c></row>'
const phone = '3001234567'
const few: Partial<FileParameters> = { 'sms-largo-maximo': 10 }

/** For each code a file that is told it; that none is forgotten is the compiler's business. */
const makes: Record<Code, () => Promise<Checked>> = {
  'file-empty': banner(Buffer.alloc(0)),
  'file-too-large': () => checked('banner', home, { bounds: { heldBytes: 10 } }),
  'file-type-refused': banner(fixture('banner-es-png.jpg')),
  'file-name-mismatch': alone('banner', home, {}, 'banner.png'),
  'file-damaged': banner(home.subarray(0, 500)),
  'file-trailing-data': banner(Buffer.concat([home, Buffer.from('x')])),
  'file-password': document(fixture('con-contrasena.pdf')),
  'file-expands-too-much': () => checked('document', aBook([sheet]), { bounds: { unpackedBytes: 100 } }),
  'check-time-exceeded': alone('document', fixture('escaneado.pdf'), { cpuSeconds: 0.001 }),
  'check-memory-exceeded': alone('document', fixture('escaneado.pdf'), { memoryBytes: 64 * 2 ** 20 }),
  'banner-too-heavy': banner(padded(home, 153_601)),
  'banner-dimensions': banner(fixture('banner-un-pixel-mas.jpg')),
  'banner-orientation': banner(fixture('banner-girado.jpg')),
  'banner-encoding': banner(reframed(home, { marker: 0xc3 })),
  'banner-colors': banner(fixture('banner-cmyk.jpg')),
  'banner-metadata': banner(withSegment(home, 0xfe, 'x')),
  'banner-words': banner(home, { callToAction: 'uno dos tres cuatro cinco' }),
  'banner-permanence': banner(home, { from: '2026-01-01', until: '2026-05-02' }),
  'sms-column-missing': heading('nombre,apellido,cedula\nA,B,1'),
  'sms-column-repeated': heading('nombre,nombre,apellido,cedula,mensaje\n'),
  'sms-rows-none': list(),
  'sms-rows-too-many': () =>
    checked('sms', 'nombre,apellido,cedula,mensaje\nA,B,1,Hola\nA,B,2,Hola', { bounds: { rows: 1 } }),
  'sms-row-cells': list(`A,B,1,Hola,${phone},y más`),
  'sms-row-quote': list('A,B,1,"Hola'),
  'sms-row-too-long': list(`A,B,1,${'x'.repeat(70_000)}`),
  'sms-row-duplicate': list(`A,B,1,Hola,${phone}`, `A,B,1,Hola,${phone}`),
  'sms-cell-undecodable': list(`A,B,1,ma\uFFFDana,${phone}`),
  'sms-cedula-empty': list(`A,B,,Hola,${phone}`),
  'sms-cedula-invalid': list(`A,B,12345678901,Hola,${phone}`),
  'sms-name-empty': list(`A,,1,Hola,${phone}`),
  'sms-message-empty': list(`A,B,1,,${phone}`),
  'sms-message-too-long': () =>
    checked('sms', 'nombre,apellido,cedula,mensaje\nA,B,1,once letras', { changed: few }),
  'sms-message-accents': list(`A,B,1,crédito,${phone}`),
  'sms-message-not-gsm': list(`A,B,1,Hola ✓,${phone}`),
  'sms-message-septets': () =>
    checked('sms', 'nombre,apellido,cedula,mensaje\nA,B,1,[nueve]{}', { changed: few }),
  'sms-phone-invalid': list('A,B,1,Hola,6011234567'),
  'sms-phone-missing': list('A,B,1,Hola,'),
  'sms-phone-column-absent': heading('nombre,apellido,cedula,mensaje\nA,B,1,Hola'),
  'sms-sheets-ignored': () => checked('sms', aBook([sheet, sheet])),
  'document-locked': document(fixture('con-restricciones.pdf')),
  'document-page-without-text': document(fixture('escaneado.pdf')),
  'document-page-blank': document(fixture('escaneado.pdf')),
  'document-without-text': document(aBook([''])),
  'document-metadata': document(fixture('informe.pdf')),
  'document-people': document(fixture('protegido.xlsx')),
  'document-macros': document(fixture('con-macros.xlsm')),
  'document-active': document(fixture('con-acciones.pdf')),
  'document-attachments': document(fixture('con-acciones.pdf')),
  'document-signed': document(aBook([sheet], '', { '_xmlsignatures/sig1.xml': '<x/>' })),
  'document-untagged': document(fixture('informe.pdf')),
  'document-language': document(aPdf(['Hola'], ({ catalog }) => catalog.delete(PDFName.of('Lang')))),
}

test.each(Object.entries(makes))('%s is told', async (code, make) => {
  const { counts, findings, ok } = await make()
  expect(counts).toHaveProperty([code])
  const own = findings.find((finding) => finding.code === code)
  expect(own?.severity).toBe(codes[code as Code].severity)
  if (own?.severity === 'error') expect(ok).toBe(false)
})

test('a sound file of each kind is told nothing', async () => {
  const sound = [
    await banner(home, { place: 'home', title: 'Ya', from: '2026-01-01', until: '2026-05-01' })(),
    await list(`Ana,Muñoz,1020304050,Su credito,${phone}`)(),
    await document(aPdf(['Hola']))(),
    await document(aBook([sheet]))(),
  ]
  expect(sound.map(({ ok, findings, counts }) => ({ ok, findings, counts }))).toEqual(
    sound.map(() => ({ ok: true, findings: [], counts: {} })),
  )
})
