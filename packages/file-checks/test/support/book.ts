import { packAll } from '../../src/zip/pack.ts'

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook with these sheets; nothing in it that the reader doesn't ask for. @param before what stands before a sheet */
export function aBook(sheets: readonly string[], before = '', more: Record<string, string> = {}): Buffer {
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  const relations = (inner: string) => `<Relationships xmlns="${RELATIONS}">${inner}</Relationships>`
  const listed = sheets.map(
    (_, index) => `<sheet name="Hoja${index + 1}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const shared =
    more['xl/sharedStrings.xml'] === undefined ? '' : relation(0, 'sharedStrings', 'sharedStrings.xml')
  const parts: Record<string, string> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': relations(relation(1, 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      shared +
        sheets
          .map((_, index) => relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`))
          .join(''),
    ),
    ...more,
  }
  for (const [index, sheet] of sheets.entries())
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `${before}<worksheet xmlns="${MAIN}"><sheetData>${sheet}</sheetData></worksheet>`
  return packAll(new Map(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)])))
}

/** A list of a campaign as Excel writes it: every text once, and referred to by its number. */
export function bookOfList(rows: number): Buffer {
  const texts = ['nombre', 'apellido', 'cedula', 'mensaje']
  const cell = (at: string, text: string) => `<c r="${at}" t="s"><v>${texts.push(text) - 1}</v></c>`
  const heading = ['A', 'B', 'C', 'D'].map((column, index) => `<c r="${column}1" t="s"><v>${index}</v></c>`)
  const lines = [`<row r="1">${heading.join('')}</row>`]
  for (let row = 2; row <= rows + 1; row++) {
    const message = cell(`D${row}`, `Su cuota ${row} vence pronto`)
    const names = cell(`A${row}`, `Nombre${row}`) + cell(`B${row}`, `Apellido ${row}`)
    lines.push(`<row r="${row}">${names}<c r="C${row}"><v>${1_000_000_000 + row}</v></c>${message}</row>`)
  }
  const shared = texts.map((text) => `<si><t>${text}</t></si>`).join('')
  return aBook([lines.join('')], '', { 'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${shared}</sst>` })
}
