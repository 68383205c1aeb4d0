import { PDFName } from '@cantoo/pdf-lib'
import { describe, expect, test } from 'vitest'
import { propertyNames, propertyStreams } from '../src/cfb/properties.ts'
import { packAll } from '../src/zip/pack.ts'
import { aBook } from './support/book.ts'
import { checked, codesOf, fixture, spotsOf } from './support/checked.ts'
import { aPdf } from './support/pdf.ts'

const metadataOf = async (name: string) =>
  (await checked('document', fixture(name))).findings
    .filter(({ code }) => code === 'document-metadata')
    .map(({ at, detail }) => [at?.part, detail.split(': ')[1] ?? ''])

describe('a PDF', () => {
  test('with text, tags, a language and nothing beside is fine', async () => {
    const report = await checked('document', await aPdf(['Primera', 'Segunda']))
    expect([report.findings, report.facts]).toEqual([[], { format: 'pdf', pages: 2, pagesWithoutText: 0 }])
  })

  test('that asks for a password is told, and nothing else of it', async () => {
    expect(await codesOf('document', fixture('con-contrasena.pdf'))).toEqual(['file-password'])
  })

  test('that opens and forbids to copy is locked (documento 004, numeral 4)', async () => {
    expect(await codesOf('document', fixture('con-restricciones.pdf'))).toEqual([
      'document-untagged',
      'document-locked',
    ])
  })

  test('from a scanner is told page by page; a blank one is no fault', async () => {
    const report = await checked('document', fixture('escaneado.pdf'))
    expect(report.facts).toEqual({ format: 'pdf', pages: 4, pagesWithoutText: 3 })
    expect(report.findings.filter(({ at }) => at?.page).map(({ code, at }) => [at?.page, code])).toEqual([
      [1, 'document-page-without-text'],
      [3, 'document-page-without-text'],
      [4, 'document-page-blank'],
    ])
  })

  test('says where it has metadata, by name and never by value', async () => {
    expect(await metadataOf('informe.pdf')).toEqual([
      ['Info', 'Author, CreationDate, Creator, ModDate, Producer, Subject.'],
    ])
    expect(await metadataOf('informe-con-xmp.pdf')).toEqual([
      ['XMP', 'creator, CreatorTool, MetadataDate, Producer.'],
      ['PieceInfo', ''],
      ['anotaciones', ''],
      ['Info', 'Author, Creator, Producer.'],
    ])
    const report = await checked('document', fixture('informe-con-xmp.pdf'))
    expect(JSON.stringify(report)).not.toMatch(/Marcela|Redactor/)
  })

  test('that acts by itself or carries files is told', async () => {
    expect(await codesOf('document', fixture('con-acciones.pdf'))).toEqual([
      'document-untagged',
      'document-active',
      'document-attachments',
      'document-metadata',
    ])
  })

  test('that is signed is told', async () => {
    const signed = await aPdf(['Acto'], (document) => {
      const { context } = document
      const signature = context.register(context.obj({ Type: 'Sig', ByteRange: [0, 1, 2, 3], Contents: 'x' }))
      document.catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: signature }))
    })
    expect(await codesOf('document', signed)).toEqual(['document-signed'])
  })

  test('of which a former version is still in the file is told', async () => {
    const left = await aPdf(['Uno'], ({ context }) => {
      context.register(context.obj({ Producer: 'x', Author: 'y' }))
    })
    expect(await spotsOf('document', left)).toEqual(['document-metadata objetos sin uso'])
  })

  test('that is cut off or made up is damaged', async () => {
    const whole = await aPdf(['Uno'])
    for (const broken of [whole.subarray(0, 40), Buffer.from('%PDF-1.7\nnada más'), whole.subarray(0, 300)])
      expect(await codesOf('document', broken)).toEqual(['file-damaged'])
  })
})

describe('a workbook', () => {
  const sheet = '<row r="1"><c r="A1" t="inlineStr"><is><t>Programa</t></is></c></row>'

  test('with values and nothing beside is fine', async () => {
    const { findings, facts } = await checked('document', aBook([sheet, sheet]))
    expect([findings, facts]).toEqual([[], { format: 'xlsx', sheets: 2, cells: 2 }])
  })

  test('under a password, old or new, is told', async () => {
    expect(await codesOf('document', fixture('con-contrasena.xlsx'))).toEqual(['file-password'])
  })

  test('with a protected sheet is locked, and comments name people', async () => {
    const report = await checked('document', fixture('protegido.xlsx'))
    expect(report.findings.map(({ code }) => code).slice(0, 2)).toEqual([
      'document-locked',
      'document-people',
    ])
    const structure = `<workbook><workbookProtection lockStructure="1"/></workbook>`
    expect(await codesOf('document', aBook([], '', { 'xl/workbook.xml': structure }))).toEqual([
      'file-damaged',
    ])
    expect(await codesOf('document', fixture('protegido.xls'))).toContain('document-locked')
  })

  test('says where it has metadata, the path and the printer too', async () => {
    expect(await metadataOf('cobertura.xlsx')).toEqual([
      ['docProps/core.xml', 'creator, created, modified, lastModifiedBy.'],
      ['docProps/app.xml', 'Application, AppVersion.'],
      ['docProps/custom.xml', 'Revisor.'],
      ['xl/workbook.xml', 'fileVersion, absPath.'],
      ['xl/printerSettings/printerSettings1.bin', ''],
      ['zip', 'fechas.'],
    ])
    expect(JSON.stringify(await checked('document', fixture('cobertura.xlsx')))).not.toMatch(
      /Marcela|mpruebas/i,
    )
  })

  test('with macros, other files or a signature is told', async () => {
    expect(await codesOf('document', fixture('con-macros.xlsm'))).toContain('document-macros')
    expect(await codesOf('document', aBook([sheet], '', { 'xl/embeddings/a.bin': 'x' }))).toEqual([
      'document-attachments',
    ])
    expect(await codesOf('document', aBook([sheet], '', { '_xmlsignatures/sig1.xml': '<x/>' }))).toEqual([
      'document-signed',
    ])
  })

  test('without a value has nothing to search in', async () => {
    expect(await codesOf('document', aBook(['']))).toEqual(['document-without-text'])
  })

  test('of the old format is read as far as it says something of itself', async () => {
    const report = await checked('document', fixture('cobertura.xls'))
    expect(report.facts).toEqual({ format: 'xls' })
    expect(report.findings.map(({ code, at }) => [code, at?.part])).toEqual([
      ['document-metadata', 'Workbook'],
    ])
    const onlyNew = { changed: { 'documento-formatos': ['pdf' as const, 'xlsx' as const] } }
    expect(await codesOf('document', fixture('cobertura.xls'), onlyNew)).toEqual(['file-type-refused'])
  })

  test('of the old format names the properties it has', () => {
    const set = Buffer.alloc(48 + 8 + 3 * 8)
    set.writeUInt32LE(1, 24)
    set.writeUInt32LE(48, 44)
    set.writeUInt32LE(3, 52)
    for (const [index, id] of [2, 4, 18].entries()) set.writeUInt32LE(id, 56 + index * 8)
    expect(propertyNames(set, propertyStreams['\u0005SummaryInformation'])).toEqual(['Author', 'AppName'])
    set.writeUInt32LE(0xffffffff, 52)
    expect(propertyNames(set, propertyStreams['\u0005SummaryInformation'])).toEqual(['Author', 'AppName'])
    expect(propertyNames(Buffer.alloc(10), {})).toEqual([])
  })

  test('is admitted where the procedure admits it', async () => {
    const changed = { 'documento-formatos': ['pdf' as const] }
    expect(await codesOf('document', aBook([sheet]), { changed })).toEqual(['file-type-refused'])
    expect(await codesOf('document', packAll(new Map([['a', Buffer.from('x')]])))).toEqual([
      'file-type-refused',
    ])
    expect(await codesOf('document', fixture('banner-home.jpg'))).toEqual(['file-type-refused'])
    expect(await codesOf('document', 'solo texto')).toEqual(['file-type-refused'])
  })
})
