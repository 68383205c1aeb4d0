import type { Bounds } from '../bounds.ts'
import type { Facts } from '../check.ts'
import type { Findings } from '../findings.ts'
import { readPdf } from '../pdf/reader.ts'
import { BROKEN, openPdf, structureOf } from '../pdf/structure.ts'
import { orDamaged } from '../unreadable.ts'
import { tellBeside } from './beside.ts'

/** @throws Unreadable */
export async function checkPdf(bytes: Buffer, bounds: Bounds, findings: Findings): Promise<Facts> {
  const read = await readPdf(bytes, bounds)
  if (!read.tagged) findings.add('document-untagged', 'El PDF no tiene etiquetas de estructura.')
  if (read.language === undefined) findings.add('document-language', 'El PDF no dice en qué idioma está.')
  const facts = { format: 'pdf', pages: read.pages, pagesWithoutText: read.withoutText.length }
  if (read.locked) {
    findings.add('document-locked', 'El documento está cifrado con restricciones: guárdelo sin ellas.')
    // What is encrypted hides what it carries; without the lock it is checked again.
    addPages(read.withoutText, undefined, findings)
    return facts
  }
  const structure = await orDamaged(BROKEN, async () => structureOf(await openPdf(bytes), read.withoutText))
  addPages(read.withoutText, structure.painted, findings)
  if (structure.active) findings.add('document-active', 'El documento ejecuta JavaScript o abre programas.')
  tellBeside('El documento', structure, findings)
  return facts
}

/** @param painted pages that show something; undefined when that can't be told, and then each counts as one */
function addPages(
  withoutText: readonly number[],
  painted: ReadonlySet<number> | undefined,
  findings: Findings,
): void {
  for (const page of withoutText) {
    if (painted === undefined || painted.has(page))
      findings.add('document-page-without-text', `La página ${page} no tiene texto para buscar.`, {
        at: { page },
      })
    else findings.add('document-page-blank', `La página ${page} está en blanco.`, { at: { page } })
  }
}
