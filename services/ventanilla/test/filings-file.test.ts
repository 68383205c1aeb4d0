import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FilingsFile, parseFilings, readFilings } from '../src/filings-file.ts'

const columns =
  'row,filed_on,theme,request_class,term_days,day_unit,extension_days,total_days,due_on,answered_on,state,timeliness,channel'
const good =
  '7,2024-01-02,Cartografía,SOLICITUD-INTERES PARTICULAR,15,DIAS HABILES,5,20,2024-01-31,2024-01-10,FINALIZADO,OPORTUNO,VIRTUAL'

function bytes(...lines: string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'))
}

function file(...lines: string[]): FilingsFile {
  const read = parseFilings(bytes(columns, ...lines))
  if ('refused' in read) throw new Error(JSON.stringify(read))
  return read
}

/** The good row with some of its cells changed. */
function row(changes: Partial<Record<string, string>>): string {
  const cells = good.split(',')
  for (const [name, value] of Object.entries(changes)) cells[columns.split(',').indexOf(name)] = value ?? ''
  return cells.join(',')
}

const whole = {
  line: 2,
  row: '7',
  filedOn: '2024-01-02',
  theme: 'Cartografía',
  requestClass: 'SOLICITUD-INTERES PARTICULAR',
  kind: 'peticion-interes-particular',
  channel: 'virtual',
  term: { amount: 15, unit: 'business-days' },
  extensionDays: 5,
  dueOn: '2024-01-31',
  answeredOn: '2024-01-10',
  state: 'FINALIZADO',
  timeliness: 'OPORTUNO',
  notes: [],
}

describe('a file of filings', () => {
  it('is read row by row', () => {
    expect(file(good)).toEqual({ rows: [whole], bad: [] })
  })

  it.each<[string, Uint8Array]>([
    ['with a byte order mark and CRLF', bytes(`\ufeff${columns}\r`, `${good}\r`, '')],
    ['as windows-1252', Buffer.from(`${columns}\n${good}\n`, 'latin1')],
    ['as UTF-16', Buffer.from(`\ufeff${columns}\n${good}\n`, 'utf16le')],
    ['with semicolons', bytes(columns.replaceAll(',', ';'), good.replaceAll(',', ';'))],
    [
      'with every field quoted',
      bytes(
        columns,
        good
          .split(',')
          .map((cell) => `"${cell}"`)
          .join(','),
      ),
    ],
    ['with other columns and capitals', bytes(`extra,${columns.toUpperCase()},,`, `x,${good},,`)],
    ['with empty lines at the end', bytes(columns, good, '', ',,,,,,,,,,,,', '')],
  ])('%s', (_, content) => {
    expect(parseFilings(content)).toEqual({ rows: [whole], bad: [] })
  })

  it('may lack every column but four', () => {
    const read = parseFilings(bytes('channel,row,request_class,filed_on', 'PRESENCIAL,1,Reclamo,2024-01-02'))
    expect(read).toEqual({
      rows: [
        {
          line: 2,
          row: '1',
          filedOn: '2024-01-02',
          theme: '',
          requestClass: 'Reclamo',
          kind: 'reclamo',
          channel: 'personalizado',
          extensionDays: 0,
          notes: [],
        },
      ],
      bad: [],
    })
  })

  it('takes an empty answer as open, an empty due date as none, an empty term as its kind’s', () => {
    const [read] = file(row({ answered_on: '', due_on: '', term_days: '', state: '', timeliness: '' })).rows
    for (const absent of ['answeredOn', 'dueOn', 'term', 'state', 'timeliness']) {
      expect(read).not.toHaveProperty(absent)
    }
    expect(read?.extensionDays).toBe(5)
  })

  it('keeps what is odd but was recorded', () => {
    const { rows, bad } = file(row({ answered_on: '2024-01-01' }), row({ row: '8', total_days: '15' }))
    expect(bad).toEqual([])
    expect(rows[0]).toMatchObject({ answeredOn: '2024-01-01', notes: [] })
    expect(rows[1]).toMatchObject({ extensionDays: 5, notes: ['total-days-differ'] })
  })

  it.each([
    ['DIAS HABILES', 'business-days'],
    ['Días hábiles', 'business-days'],
    ['días', 'business-days'],
    ['', 'business-days'],
    ['DIAS CALENDARIO', 'calendar-days'],
    ['Calendario', 'calendar-days'],
  ])('day_unit «%s» is %s', (words, unit) => {
    expect(file(row({ day_unit: words, term_days: '15.0' })).rows[0]?.term).toEqual({ amount: 15, unit })
  })
})

describe('a line that cannot be filed is listed and the others go on', () => {
  it.each([
    [{ filed_on: '' }, 'date-invalid'],
    [{ filed_on: '02/01/2024' }, 'date-invalid'],
    [{ filed_on: '2024-02-30' }, 'date-invalid'],
    [{ filed_on: '1899-12-30' }, 'date-invalid'],
    [{ answered_on: '2024-04-31' }, 'date-invalid'],
    [{ answered_on: '2151-01-01' }, 'date-invalid'],
    [{ due_on: 'pendiente' }, 'date-invalid'],
    [{ request_class: 'FELICITACION' }, 'class-unknown'],
    [{ request_class: '' }, 'class-unknown'],
    [{ channel: 'PALOMA' }, 'channel-unknown'],
    [{ channel: '' }, 'channel-unknown'],
    [{ term_days: '-15' }, 'term-invalid'],
    [{ term_days: '0' }, 'term-invalid'],
    [{ term_days: 'quince' }, 'term-invalid'],
    [{ term_days: '3650' }, 'term-invalid'],
    [{ day_unit: 'MESES' }, 'unit-unknown'],
    [{ extension_days: '-1' }, 'extension-invalid'],
    [{ extension_days: '1.5' }, 'extension-invalid'],
    [{ row: '' }, 'row-invalid'],
    [{ row: 'nº 7' }, 'row-invalid'],
  ])('%j: %s', (changes, code) => {
    const { rows, bad } = file(row({ row: '1' }), row({ row: '2', ...changes }), row({ row: '3' }))
    expect(rows.map(({ line, row }) => [line, row])).toEqual([
      [2, '1'],
      [4, '3'],
    ])
    expect(bad).toEqual([expect.objectContaining({ line: 3, code, reason: expect.any(String) })])
    if (!('row' in changes)) expect(bad[0]?.row).toBe('2')
  })

  it('a number that is already there', () => {
    const { rows, bad } = file(row({ row: '5' }), row({ row: '5' }))
    expect(rows).toHaveLength(1)
    expect(bad).toEqual([
      { line: 3, row: '5', code: 'row-repeated', reason: 'row: el número 5 ya está en la línea 2' },
    ])
  })

  it('cells that do not match the header', () => {
    const { rows, bad } = file('8,2024-01-02,Cartografía', `${row({ row: '9' })},de más`, good)
    expect(rows).toHaveLength(1)
    expect(bad.map(({ line, code }) => [line, code])).toEqual([
      [2, 'columns-differ'],
      [3, 'columns-differ'],
    ])
  })

  it('a quotation mark left open, at the end or closed by a later row', () => {
    const open = row({ row: '2', theme: '"Cartografía' })
    const { rows, bad } = file(
      row({ row: '1' }),
      open,
      row({ row: '3' }),
      row({ row: '4', theme: '"a, b"' }),
      open,
    )
    expect(rows.map(({ line, row, theme }) => [line, row, theme])).toEqual([
      [2, '1', 'Cartografía'],
      [4, '3', 'Cartografía'],
      [5, '4', 'a, b'],
    ])
    expect(bad.map(({ line, code }) => [line, code])).toEqual([
      [3, 'quote-unclosed'],
      [6, 'quote-unclosed'],
    ])
  })

  it('and lines are counted as they stand in the file, over fields of several lines', () => {
    const content = bytes(
      columns,
      '',
      `${row({ row: '1', theme: '"una\r\ndos"' })}\r`,
      row({ filed_on: 'x' }),
    )
    const read = parseFilings(content)
    expect(read).toMatchObject({ rows: [{ line: 3, theme: 'una\ndos' }], bad: [{ line: 5 }] })
  })
})

describe('a file of no use is refused as a whole', () => {
  it.each<[string, Uint8Array, string, string | undefined]>([
    ['nothing at all', bytes(''), 'file-empty', undefined],
    ['only blank lines', bytes('', ' ', ''), 'file-empty', undefined],
    ['a header alone', bytes(columns), 'file-empty', undefined],
    ['no dates', bytes(columns.replace('filed_on', 'fecha'), good), 'column-missing', 'filed_on'],
    ['two columns of one name', bytes(`${columns},row`, `${good},9`), 'column-repeated', 'row'],
    ['a spreadsheet', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 8, 0]), 'file-unreadable', undefined],
  ])('%s', (_, content, code, field) => {
    const read = parseFilings(content)
    expect(read).toMatchObject({ refused: code, detail: expect.any(String) })
    expect('refused' in read && read.field).toBe(field)
  })

  it('a file that is not there, or is a folder', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'filings-'))
    try {
      const path = join(dir, 'a.csv')
      expect(await readFilings(path)).toMatchObject({
        refused: 'file-unreadable',
        detail: expect.stringContaining('no existe'),
      })
      expect(await readFilings(dir)).toMatchObject({
        refused: 'file-unreadable',
        detail: expect.stringContaining('carpeta'),
      })
      await writeFile(path, `${columns}\n${good}\n`)
      expect(await readFilings(path)).toEqual({ rows: [whole], bad: [] })
    } finally {
      await rm(dir, { recursive: true })
    }
  })
})

it('never throws, and gives no line twice, whatever the cells hold', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('"', '""', ',', '2024-01-02', '15', 'RECLAMO', 'WEB', ''),
  )
  const line = fc.array(cell, { maxLength: 15 }).map((cells) => cells.join(','))
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.constant(good)), { minLength: 1, maxLength: 12 }), (lines) => {
      const read = parseFilings(bytes(columns, ...lines))
      if ('refused' in read) return
      const seen = [...read.rows, ...read.bad].map(({ line }) => line)
      expect(new Set(seen).size).toBe(seen.length)
    }),
    { numRuns: 1000 },
  )
})
