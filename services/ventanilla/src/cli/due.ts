import { bogotaDate, isLocalDate, type LocalDate, withOverlays } from '@ventanilla/calendar'
import { type Due, due, longestTerm, type Unit } from '@ventanilla/terms'
import type { Command } from 'commander'
import { earliestFiling, isFilingDate, latestFiling } from '../filing-date.ts'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { table, weekdayName } from './days.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { speakSpanish } from './spanish.ts'

export interface DueOptions {
  readonly received: string
  readonly term: string
  readonly unit?: string
  readonly extension?: string
  readonly overlay?: readonly string[]
  readonly json?: boolean
}

const help = `
El día 1 es el siguiente al de recepción. Una hora sin zona es de Bogotá; con Z o con diferencia
(-03:00) se convierte. En días hábiles no cuentan sábados, domingos, festivos ni cierres de la
entidad; en días calendario cuentan todos. El término vence al terminar el día, en Bogotá.

Ejemplo:
  ventanilla due --received 2026-11-22T10:00 --term 15 --unit business-days
  ventanilla due --received 2024-03-20 --term 15 --extension 5 --overlay calendario.yaml --json`

/** `due`: when a term ends, and how each day was counted. */
export function registerDue(program: Command): void {
  speakSpanish(program.command('due'))
    .usage('--received <fecha> --term <días> [opciones]')
    .description('Calcula cuándo vence un término y explica cada día')
    .requiredOption('--received <fecha>', 'recepción: AAAA-MM-DD o AAAA-MM-DDTHH:MM, con zona o sin ella')
    .requiredOption('--term <días>', 'días del término')
    .option('--unit <unidad>', 'business-days (hábiles, si no se dice) o calendar-days (calendario)')
    .option('--extension <días>', 'días de prórroga, en la misma unidad')
    .option('--overlay <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--json', 'escribe JSON: { due, explanation: [{ date, counted, why, total }] }')
    .addHelpText('after', help)
    .action(async (options: DueOptions) => {
      const answer = await explainDue(options)
      if (isBadInput(answer)) complain(answer, options.json === true)
      else process.stdout.write(options.json ? asJson(answer) : printed(answer))
    })
}

/** The term asked for, or what is wrong with the asking. */
export async function explainDue(options: DueOptions): Promise<Due | BadInput> {
  const received = receivedOn(options.received)
  if (isBadInput(received)) return received
  const amount = daysIn('term', options.term, 1)
  if (isBadInput(amount)) return amount
  const unit = unitOf(options.unit ?? 'business-days')
  if (isBadInput(unit)) return unit
  const extension = daysIn('extension', options.extension ?? '0', 0)
  if (isBadInput(extension)) return extension
  if (amount + extension > longestTerm) {
    const detail = `el término y su prórroga suman más de ${longestTerm} días`
    return { code: 'term-invalid', field: 'extension', detail }
  }
  const overlays = await readOverlays(options.overlay)
  if (isBadInput(overlays)) return overlays
  return due({ received, amount, unit, extension }, withOverlays(overlays))
}

const clock = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,3})?)?'
const shape = new RegExp(
  `^(?<date>\\d{4}-\\d{2}-\\d{2})([T ]${clock}(?<zone>Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)?)?$`,
)

/** The day in Bogotá: that of the text, unless it names another zone. */
function receivedOn(text: string): LocalDate | BadInput {
  const { date = '', zone } = shape.exec(text)?.groups ?? {}
  const day = isLocalDate(date) && zone !== undefined ? bogotaDate(text.replace(' ', 'T')) : date
  if (isFilingDate(day)) return day
  const detail = `--received «${text}» no es una fecha entre ${earliestFiling} y ${latestFiling}, como 2026-11-22T10:00`
  return { code: 'received-invalid', field: 'received', detail }
}

function daysIn(option: 'term' | 'extension', text: string, least: number): number | BadInput {
  const days = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (days >= least && days <= longestTerm) return days
  const detail = `--${option} debe ser un número de días de ${least} a ${longestTerm}, no «${text}»`
  return { code: `${option}-invalid`, field: option, detail }
}

function unitOf(text: string): Unit | BadInput {
  if (text === 'business-days' || text === 'calendar-days') return text
  const detail = `--unit debe ser business-days o calendar-days, no «${text}»`
  return { code: 'unit-unknown', field: 'unit', detail }
}

function asJson({ due, explanation }: Due): string {
  const days = explanation.map(({ date, counted, why, total }) => ({ date, counted, why, total }))
  return `${JSON.stringify({ due, explanation: days }, null, 2)}\n`
}

function printed({ due, explanation }: Due): string {
  const rows = explanation.map(({ date, counted, why, total, source }) => [
    date,
    weekdayName(date),
    counted ? String(total) : '–',
    source === undefined || why.includes(source) ? why : `${why} (${source})`,
  ])
  const last =
    due === undefined ? '' : `Vence el ${due}, ${weekdayName(due)}, al terminar el día en Bogotá.\n\n`
  return last + table([['fecha', 'día', 'van', 'por qué'], ...rows])
}
