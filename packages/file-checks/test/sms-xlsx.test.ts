import { describe, expect, test } from 'vitest'
import { packAll } from '../src/zip/pack.ts'
import { aBook } from './support/book.ts'
import { checked, codesOf, fixture, spotsOf } from './support/checked.ts'

describe('a list in Excel', () => {
  test('made by another program is told by the numbers of its rows', async () => {
    const report = await checked('sms', fixture('lista.xlsx'))
    expect(report.facts).toEqual({ format: 'xlsx', rows: 4 })
    expect(report.findings.map(({ code, at }) => `${at?.line} ${at?.column ?? ''} ${code}`)).toEqual([
      '3 mensaje sms-message-accents',
      '4 cedula sms-cedula-empty',
      '4 telefono sms-phone-invalid',
      '6  sms-row-duplicate',
    ])
  })

  const row = (number: number, cells: string) => `<row r="${number}">${cells}</row>`
  const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`
  const heading = row(
    1,
    text('A1', 'nombre') + text('B1', 'apellido') + text('C1', 'cedula') + text('D1', 'mensaje'),
  )

  test('reads numbers as a person sees them, and tells the errors of a cell', async () => {
    const sheet =
      heading +
      row(2, `${text('A2', 'Ana')}${text('B2', 'M')}<c r="C2"><v>1.02030405E9</v></c>${text('D2', 'Hola')}`) +
      row(7, `${text('A7', 'Eva')}${text('B7', 'N')}<c r="C7" t="e"><v>#N/A</v></c>${text('D7', 'Hola')}`) +
      row(8, `${text('B8', 'Sin')}${text('C8', '52')}${text('D8', 'Hola')}`)
    expect(await spotsOf('sms', aBook([sheet]))).toEqual([
      'sms-phone-column-absent 1 telefono',
      'sms-cell-undecodable 7 cedula',
      'sms-cedula-invalid 7 cedula',
      'sms-name-empty 8 nombre',
    ])
  })

  test('reads the first sheet, and says that there are more', async () => {
    const sheet = heading + row(2, text('A2', 'A') + text('B2', 'B') + text('C2', '1') + text('D2', 'Hola'))
    const { findings, ok } = await checked('sms', aBook([sheet, heading, heading]))
    expect(ok).toBe(true)
    expect(findings[0]).toMatchObject({ code: 'sms-sheets-ignored', found: 2, severity: 'warning' })
  })

  test('is a workbook, whole and well formed', async () => {
    expect(await codesOf('sms', packAll(new Map([['hola.txt', Buffer.from('x')]])))).toEqual([
      'file-type-refused',
    ])
    expect(await codesOf('sms', fixture('lista.xlsx').subarray(0, -300))).toEqual(['file-damaged'])
    expect(await codesOf('sms', aBook([`${heading}<row r="2"><c></row>`]))).toContain('file-damaged')
    expect(await codesOf('sms', aBook([heading], '<!DOCTYPE x [<!ENTITY a "b">]>'))).toEqual(['file-damaged'])
    expect(await codesOf('sms', aBook([`${heading}<row r="0"/>`]))).toContain('file-damaged')
  })
})
