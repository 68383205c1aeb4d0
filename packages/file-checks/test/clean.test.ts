import { inflateRawSync } from 'node:zlib'
import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { bounds } from '../src/bounds.ts'
import { cleanDocument } from '../src/document/clean-document.ts'
import { openArchive } from '../src/zip/archive.ts'
import { packAll } from '../src/zip/pack.ts'
import { aBook } from './support/book.ts'
import { codesOf, fixture, spotsOf } from './support/checked.ts'
import { aPdf } from './support/pdf.ts'

async function cleaned(name: string) {
  const cleaning = await cleanDocument(fixture(name), bounds)
  if (!('record' in cleaning)) throw new Error(cleaning.detail)
  return cleaning
}

describe('cleaning a PDF', () => {
  test('takes out who made it, with what and when, and nothing else', async () => {
    const { record, content } = await cleaned('informe-con-xmp.pdf')
    expect(record.before.map(({ place }) => place)).toEqual(['XMP', 'PieceInfo', 'anotaciones', 'Info'])
    expect([record.after, record.pages]).toEqual([[], 2])
    expect(record.original.sha256).not.toBe(record.cleaned.sha256)
    // Written without packed objects, so that what is left can be seen.
    expect(content.toString('latin1')).not.toMatch(/Marcela|Redactor|pikepdf/)
    expect(await codesOf('document', content)).toEqual([])
  })

  test('keeps a real title and the standard that it claims', async () => {
    const { content } = await cleaned('informe-con-xmp.pdf')
    const document = await PDFDocument.load(content, { updateMetadata: false })
    expect([document.getTitle(), document.getAuthor(), document.getProducer()]).toEqual([
      'Informe de gestión 2025',
      undefined,
      undefined,
    ])
    expect(content.toString('utf8')).toContain(
      '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1<',
    )
    const scanned = await PDFDocument.load((await cleaned('escaneado.pdf')).content, {
      updateMetadata: false,
    })
    expect(scanned.getTitle()).toBeUndefined()
  })

  test('gives the same bytes for the same file, and of a clean one the same record', async () => {
    const [one, again] = [await cleaned('informe.pdf'), await cleaned('informe.pdf')]
    expect(one.content.equals(again.content)).toBe(true)
    const twice = await cleanDocument(one.content, bounds)
    expect(twice).toMatchObject({ record: { before: [], after: [], textSha256: one.record.textSha256 } })
  })

  test('says why it was not done', async () => {
    const why = async (name: string) => {
      const cleaning = await cleanDocument(fixture(name), bounds)
      return 'notCleaned' in cleaning ? cleaning.notCleaned : 'cleaned'
    }
    expect(await why('con-restricciones.pdf')).toBe('locked')
    expect(await why('con-contrasena.xlsx')).toBe('locked')
    expect(await why('cobertura.xls')).toBe('old-format')
    expect(await why('banner-home.jpg')).toBe('other-format')
    await expect(why('con-contrasena.pdf')).rejects.toMatchObject({ code: 'file-password' })
  })
})

describe('cleaning a workbook', () => {
  test('takes out properties, path, printer and dates', async () => {
    const { record, content } = await cleaned('cobertura.xlsx')
    expect(record.before).toHaveLength(6)
    expect([record.after, record.pages]).toEqual([[], 2])
    expect(await codesOf('document', content)).toEqual([])
    const archive = await openArchive(content, bounds)
    const all = await Promise.all([...archive.parts.keys()].map((name) => archive.read(name)))
    const text = Buffer.concat(all.map((part) => part ?? Buffer.alloc(0)))
    for (const left of ['Marcela', 'mpruebas', 'openpyxl', 'rId9', 'printerSettings1'])
      expect([left, text.includes(left) || text.includes(Buffer.from(left, 'utf16le'))]).toEqual([
        left,
        false,
      ])
    expect(text.toString('utf8')).toContain('<dc:title>Cobertura 2025</dc:title>')
  })

  test('leaves every other part as it is, byte for byte, packed as it was', async () => {
    const before = await openArchive(fixture('cobertura.xlsx'), bounds)
    const after = await openArchive((await cleaned('cobertura.xlsx')).content, bounds)
    const same: string[] = []
    for (const [name, entry] of after.parts) {
      const former = before.parts.get(name)
      if (!former) throw new Error(`${name} is new`)
      const [was, is] = [await before.packed(former), await after.packed(entry)]
      if (was.equals(is)) same.push(name)
      expect(inflateRawSync(is)).toHaveLength(entry.uncompressedSize)
    }
    expect(same).toEqual(
      expect.arrayContaining([
        'xl/worksheets/sheet2.xml',
        'xl/styles.xml',
        'xl/theme/theme1.xml',
        '_rels/.rels',
      ]),
    )
    const changed = [...after.parts.keys()].filter((name) => !same.includes(name))
    expect(changed.sort()).toEqual([
      'docProps/app.xml',
      'docProps/core.xml',
      'docProps/custom.xml',
      'xl/workbook.xml',
      'xl/worksheets/_rels/sheet1.xml.rels',
      'xl/worksheets/sheet1.xml',
    ])
  })
})

describe('pictures inside of a document', () => {
  const turned = fixture('banner-girado.jpg')
  const png = (...chunks: [name: string, content: string][]) =>
    Buffer.concat([
      Buffer.from('89504e470d0a1a0a', 'hex'),
      ...chunks.map(([name, content]) => {
        const length = Buffer.alloc(4)
        length.writeUInt32BE(content.length)
        return Buffer.concat([length, Buffer.from(name + content), Buffer.alloc(4)])
      }),
    ])

  test('of a PDF lose what they say of who took them, and nothing of the picture', async () => {
    const document = await PDFDocument.load(await aPdf(['Con foto']), { updateMetadata: false })
    const picture = await document.embedJpg(turned)
    document.getPage(0).drawImage(picture, { x: 0, y: 0, width: 100, height: 50 })
    const bytes = Buffer.from(await document.save())
    expect(await spotsOf('document', bytes)).toEqual(['document-metadata imágenes'])
    const cleaning = await cleanDocument(bytes, bounds)
    if (!('record' in cleaning)) throw new Error(cleaning.detail)
    expect(cleaning.record).toMatchObject({ before: [{ place: 'imágenes', names: ['Exif'] }], after: [] })
    expect(cleaning.content.includes('Marcela')).toBe(false)
    // From the tables of the coding on, every byte is there.
    expect(cleaning.content.includes(turned.subarray(turned.indexOf(Buffer.from([0xff, 0xdb]))))).toBe(true)
  })

  test('of a workbook too, but where being turned is said in the same place', async () => {
    const sheet = '<row r="1"><c r="A1" t="inlineStr"><is><t>Foto</t></is></c></row>'
    const pictures = new Map([
      ['xl/media/a.png', png(['IHDR', 'x'], ['tEXt', 'Author\0Marcela'], ['IDAT', 'pixeles'], ['IEND', ''])],
      ['xl/media/b.jpeg', turned],
    ])
    const plain = await openArchive(aBook([sheet]), bounds)
    const parts = new Map<string, Buffer>()
    for (const name of plain.parts.keys()) parts.set(name, (await plain.read(name)) ?? Buffer.alloc(0))
    const cleaning = await cleanDocument(packAll(new Map([...parts, ...pictures])), bounds)
    if (!('record' in cleaning)) throw new Error(cleaning.detail)
    expect(cleaning.record.before.map(({ place }) => place)).toEqual([...pictures.keys()])
    expect(cleaning.record.after).toEqual([{ place: 'xl/media/b.jpeg', names: ['Exif'] }])
    const archive = await openArchive(cleaning.content, bounds)
    expect(await archive.read('xl/media/a.png')).toEqual(
      png(['IHDR', 'x'], ['IDAT', 'pixeles'], ['IEND', '']),
    )
  })
})
