import type { CleaningRecord, Finding } from '@ventanilla/file-checks'
import type { CheckOutcome } from './file-check-run.ts'

const severities = { error: 'ERROR', warning: 'aviso', note: 'nota' } as const
const uncheckedNames: Readonly<Record<string, string>> = {
  title: 'título',
  description: 'descripción',
  callToAction: 'llamada a la acción',
  permanence: 'permanencia',
}

/** For people: what was found, where, and what it comes to. */
export function printedCheck(outcome: CheckOutcome): string {
  const { findings, omitted, ok, counts, file, facts, cleaning, copy } = outcome
  const lines = findings.map(printedFinding)
  if (omitted > 0) lines.push(`… y ${omitted} más. En total: ${totals(counts)}.`)
  const unchecked = Array.isArray(facts.unchecked) ? facts.unchecked : []
  if (unchecked.length > 0)
    lines.push(`No se revisó: ${unchecked.map((one) => uncheckedNames[one] ?? one).join(', ')}.`)
  lines.push(`Huella (SHA-256): ${file.sha256}, ${file.bytes} bytes.`)
  lines.push(ok ? 'Cumple.' : 'NO cumple.')
  if (cleaning) lines.push('', ...cleaningLines(cleaning))
  if (copy) lines.push(...copy.findings.map(printedFinding), `La copia ${copy.ok ? 'cumple' : 'NO cumple'}.`)
  return `${lines.join('\n')}\n`
}

function printedFinding({ severity, at, detail, code }: Finding): string {
  const spot = [at?.line === undefined ? '' : `línea ${at.line}`, at?.column ?? '']
  return `${[severities[severity], ...spot.filter((piece) => piece !== '')].join(', ')}: ${detail} [${code}]`
}

const totals = (counts: CheckOutcome['counts']) =>
  Object.entries(counts)
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')

function cleaningLines(cleaning: NonNullable<CheckOutcome['cleaning']>): string[] {
  if ('notCleaned' in cleaning) return [`No se limpió: ${cleaning.detail}`]
  const { before, after, cleaned, pages } = cleaning
  return [
    before.length === 0 ? 'No había metadatos que quitar.' : `Se quitó: ${inWords(before)}.`,
    ...(after.length === 0 ? [] : [`Queda: ${inWords(after)}.`]),
    `La copia tiene el mismo texto y las mismas páginas u hojas (${pages}); su huella es ${cleaned.sha256}.`,
  ]
}

const inWords = (places: CleaningRecord['before']) =>
  places.map(({ place, names }) => (names.length === 0 ? place : `${place} (${names.join(', ')})`)).join('; ')
