import PDFDocument from 'pdfkit'
import { printable } from './printable.ts'

/** A page to write on from top to bottom; what doesn't fit goes on with the next one. */
export interface Paper {
  title(text: string): void
  heading(text: string): void
  paragraph(text: string): void
  /** Widths in points; null takes what is left. */
  table(
    widths: readonly (number | null)[],
    header: readonly string[],
    rows: readonly (readonly string[])[],
  ): void
  attach(name: string, bytes: Uint8Array, description: string): void
  /** The bytes, with the number of its pages at the foot of each. */
  close(foot: string): Promise<Uint8Array>
}

export interface PaperOptions {
  readonly title: string
  readonly author: string
  /** The only date in the file: with the machine's own the same certificate would never be the same bytes. */
  readonly at: Date
}

const margin = 50
const gap = 8
const [regular, bold] = ['Helvetica', 'Helvetica-Bold']

export function openPaper({ title, author, at }: PaperOptions): Paper {
  const document = new PDFDocument({
    ...{ size: 'A4', margin, bufferPages: true, lang: 'es-CO', displayTitle: true, pdfVersion: '1.7' },
    info: { Title: printable(title), Author: printable(author), CreationDate: at, ModDate: at },
  })
  const chunks: Uint8Array[] = []
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk))
  const bottom = () => document.page.height - margin - 20
  const width = document.page.width - 2 * margin

  function write(text: string, font: string, size: number): void {
    document.font(font).fontSize(size).text(printable(text), margin, document.y, { width })
  }

  function row(
    cells: readonly string[],
    widths: readonly number[],
    font: string,
    onNewPage?: () => void,
  ): void {
    document.font(font).fontSize(8.5)
    const texts = cells.map(printable)
    const inner = (index: number) => ({ width: (widths[index] ?? 0) - gap })
    const height = Math.max(...texts.map((text, index) => document.heightOfString(text, inner(index))))
    if (document.y + height > bottom()) {
      document.addPage()
      onNewPage?.()
      document.font(font)
    }
    const top = document.y
    let left = margin
    for (const [index, text] of texts.entries()) {
      document.text(text, left, top, inner(index))
      left += widths[index] ?? 0
    }
    const line = top + height + 1.5
    document
      .moveTo(margin, line)
      .lineTo(margin + width, line)
      .lineWidth(0.3)
      .stroke('#bbbbbb')
    document.y = line + 2.5
  }

  return {
    title(text) {
      write(text, bold, 18)
      document.moveDown(0.4)
    },
    heading(text) {
      // A heading alone at the foot of a page belongs to the next one.
      if (document.y + 60 > bottom()) document.addPage()
      document.moveDown(0.8)
      write(text, bold, 11.5)
      document.moveDown(0.25)
    },
    paragraph(text) {
      write(text, regular, 10)
      document.moveDown(0.3)
    },
    table(given, header, rows) {
      const fixed = given.reduce<number>((sum, one) => sum + (one ?? 0), 0)
      const widths = given.map((one) => one ?? width - fixed)
      const head = () => row(header, widths, bold)
      head()
      for (const cells of rows) row(cells, widths, regular, head)
      document.moveDown(0.6)
    },
    attach(name, bytes, description) {
      const dates = { creationDate: at, modifiedDate: at }
      document.file(Buffer.from(bytes), { name, type: 'application/json', description, ...dates })
    },
    async close(foot) {
      const { start, count } = document.bufferedPageRange()
      for (let page = start; page < start + count; page++) {
        document.switchToPage(page)
        // Below the margin, where text would open another page.
        document.page.margins.bottom = 0
        const text = `${printable(foot)} · página ${page + 1} de ${count}`
        document.font(regular).fontSize(7.5)
        document.text(text, margin, document.page.height - margin + 8, { width, lineBreak: false })
      }
      const ended = new Promise((resolve) => document.once('end', resolve))
      document.end()
      await ended
      return Buffer.concat(chunks)
    },
  }
}
