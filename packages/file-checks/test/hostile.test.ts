import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openContainer } from '../src/cfb/container.ts'
import { checkFile, cleanFile } from '../src/check-file.ts'
import { Unreadable } from '../src/unreadable.ts'
import { aBook } from './support/book.ts'
import { codesOf, fixture, pieces } from './support/checked.ts'
import { aList } from './support/list.ts'
import { parameters } from './support/parameters.ts'
import { rawPdf } from './support/pdf.ts'

const MiB = 1024 * 1024
const document = { kind: 'document', parameters: parameters() } as const

function rawPage(contents: Buffer | string, entries = ''): Buffer {
  return rawPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<>>>>',
    Buffer.concat([
      Buffer.from(`<<${entries}/Length ${contents.length}>>stream\n`),
      Buffer.from(contents),
      Buffer.from('\nendstream'),
    ]),
  ])
}

describe('a file that unpacks to much more than it is', () => {
  const wide = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(4 * MiB)}</t></is></c></row>`

  test('is not unpacked beyond the bound, in a document or in a list', async () => {
    const bounds = { unpackedBytes: MiB }
    expect(aBook([wide]).length).toBeLessThan(MiB / 50)
    expect(await codesOf('document', aBook([wide]), { bounds })).toEqual(['file-expands-too-much'])
    expect(await codesOf('sms', aBook([wide]), { bounds })).toEqual(['file-expands-too-much'])
    expect(await codesOf('document', aBook([wide]))).toEqual([])
  })

  test('or lies about its length, is stopped where the lie shows', async () => {
    const book = aBook([wide])
    const name = Buffer.from('xl/worksheets/sheet1.xml')
    const listed = book.lastIndexOf(name) - 46
    expect(book.readUInt32LE(listed + 24)).toBeGreaterThan(4 * MiB)
    book.writeUInt32LE(1000, listed + 24)
    expect(await codesOf('document', book, { bounds: { unpackedBytes: MiB } })).toEqual([
      'file-expands-too-much',
    ])
  })

  test('has too many parts, or shares too much text', async () => {
    expect(await codesOf('document', aBook(['']), { bounds: { zipParts: 3 } })).toEqual([
      'file-expands-too-much',
    ])
    expect(await codesOf('document', fixture('lista.xlsx'), { bounds: { sharedTextBytes: 20 } })).toEqual([
      'file-expands-too-much',
    ])
  })

  test('as the content of a page costs its process, and nobody else', async () => {
    // A gigabyte of nothing, packed twice over.
    const once = deflateSync(Buffer.alloc(256 * MiB, ' '))
    const bomb = rawPage(deflateSync(once), '/Filter[/FlateDecode/FlateDecode]')
    expect(bomb.length).toBeLessThan(10_000)
    const report = await checkFile(pieces(bomb), { ...document, bounds: { memoryBytes: 200 * MiB } })
    expect(report.findings).toMatchObject([{ code: 'check-memory-exceeded', severity: 'error' }])
    expect(report.file).toEqual({
      sha256: createHash('sha256').update(bomb).digest('hex'),
      bytes: bomb.length,
    })
    expect(await cleanFile(pieces(bomb), { memoryBytes: 200 * MiB })).toMatchObject({
      notCleaned: 'check-memory-exceeded',
    })
  })
})

describe('a file that nests without end', () => {
  test('is damaged, and the stack holds', async () => {
    const depth = 200_000
    const nested = rawPdf([
      `<</Type/Catalog/Pages 2 0 R/X ${'['.repeat(depth)}${']'.repeat(depth)}>>`,
      '<</Type/Pages/Kids[]/Count 0>>',
    ])
    const report = await checkFile(pieces(nested), document)
    expect(report.ok).toBe(false)
    expect(report.findings.map(({ code }) => code)).toContain('file-damaged')
  })

  test('as a tree of pages that is its own child ends', async () => {
    const own = rawPdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>'])
    expect((await checkFile(pieces(own), document)).findings.map(({ code }) => code)).toContain(
      'file-damaged',
    )
  })

  test('as a chain of sectors that bites its tail ends', () => {
    const bytes = Buffer.from(fixture('cobertura.xls'))
    const fat = (bytes.readUInt32LE(76) + 1) * 512
    for (let at = 0; at < 512; at += 4) bytes.writeUInt32LE(1, fat + at)
    expect(() => openContainer(bytes).stream('Workbook')).not.toThrow()
  })
})

test('a check that takes too long is stopped, and says so', async () => {
  const report = await checkFile(aList(300_000), {
    kind: 'sms',
    parameters: parameters(),
    bounds: { cpuSeconds: 0.6 },
  })
  expect(report.findings).toMatchObject([{ code: 'check-time-exceeded' }])
  expect(report.file.bytes).toBeGreaterThan(10 * MiB)
})

test('a long list passes through without a warning of Node', async () => {
  const warned: string[] = []
  const listen = ({ name }: Error) => warned.push(name)
  process.on('warning', listen)
  const report = await checkFile(aList(50_000), { kind: 'sms', parameters: parameters() })
  process.off('warning', listen)
  expect([report.ok, report.facts.rows, warned]).toEqual([true, 50_000, []])
})

test('a source that breaks off breaks the check, and leaves no process', async () => {
  async function* broken() {
    yield Buffer.from('nombre,apellido,cedula,mensaje\n')
    throw new Error('connection reset')
  }
  await expect(checkFile(broken(), { kind: 'sms', parameters: parameters() })).rejects.toThrow(
    'connection reset',
  )
})

test('a file that is nothing in particular gets a finding, never an exception', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        'banner-home.jpg',
        'informe-con-xmp.pdf',
        'cobertura.xlsx',
        'cobertura.xls',
        'lista.xlsx',
      ),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('banner', 'sms', 'document'),
      async (name, changes, kind) => {
        const bytes = Buffer.from(fixture(name))
        for (const [at, value] of changes) bytes[at % bytes.length] = value
        await expect(codesOf(kind, bytes)).resolves.toBeInstanceOf(Array)
        expect(() => {
          try {
            openContainer(bytes)
          } catch (error) {
            if (!(error instanceof Unreadable)) throw error
          }
        }).not.toThrow()
      },
    ),
    { numRuns: 150 },
  ))
