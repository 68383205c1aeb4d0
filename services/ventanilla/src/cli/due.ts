import { bogotaDate, type LocalDate, withOverlays } from '@ventanilla/calendar'
import { systemClock } from '@ventanilla/runtime/clock'
import { type Due, due, instantOf, longestTerm, type Unit } from '@ventanilla/terms'
import type { Command } from 'commander'
import { earliestFiling, isFilingDate, latestFiling } from '../filing-date.ts'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { table, weekdayName } from './days.ts'
import { clockOf, type FactsOptions } from './due-of-facts.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { printedClock } from './print-clock.ts'
import { speakSpanish } from './spanish.ts'

export interface DueOptions {
  readonly received?: string
  readonly term?: string
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
  ventanilla due --received 2024-03-20 --term 15 --extension 5 --overlay calendario.yaml --json

Con --regime y --facts cuenta lo que le pasó a un caso, con las reglas del régimen («ventanilla regimes» los
lista). El archivo es una lista JSON: [{ "type": "received", "at": "2026-11-22T10:00" }, …]; los tipos son
received, requirement-sent, completed, paused, resumed, extended, interim-answer, answered, delivered,
bounced, transferred, withdrawn y reopened. Además de type y at, un hecho puede decir reason, basis, actor,
evidence y knownAt; extended dice reason y days o newDue, y of: "completion" si amplía el plazo para completar;
withdrawn, tacit: true y reason si lo decreta la entidad; requirement-sent, why: "not-understandable" si se
devuelve para que se aclare; reopened, how. Un hecho que no puede ser no cuenta, y se dice por qué. Sin --at se
juzga hoy, o en el último hecho si es posterior. Una hora sin zona es de Bogotá.

Ejemplo:
  ventanilla due --regime peticion --facts hechos.json
  ventanilla due --regime ley-142 --facts hechos.json --set answer.countsWhen=sent --at 2026-05-27T12:00 --json`

/** `due`: when a term ends, and how each day was counted. */
export function registerDue(program: Command): void {
  speakSpanish(program.command('due'))
    .usage('--received <fecha> --term <días> | --regime <nombre> --facts <archivo> [opciones]')
    .description('Calcula cuándo vence un término y explica cada día')
    .option('--received <fecha>', 'recepción: AAAA-MM-DD o AAAA-MM-DDTHH:MM, con zona o sin ella')
    .option('--term <días>', 'días del término')
    .option('--unit <unidad>', 'business-days (hábiles, si no se dice) o calendar-days (calendario)')
    .option('--extension <días>', 'días de prórroga, en la misma unidad')
    .option('--regime <nombre>', 'régimen cuyo término se cuenta: peticion, ley-142, 004/web …')
    .option('--facts <archivo>', 'JSON con los hechos del caso')
    .option('--set <parámetro=valor>', 'cambia un parámetro del régimen; puede repetirse, con otro', collect)
    .option('--at <instante>', 'lo que se sabía y valía en ese instante; sin zona es de Bogotá')
    .option('--overlay <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--json', 'escribe JSON: { due, explanation: [{ date, counted, why, total }] … }')
    .addHelpText('after', help)
    .action(async (options: DueOptions & FactsOptions) => {
      const output = await answerTo(options)
      if (isBadInput(output)) complain(output, options.json === true)
      else process.stdout.write(output)
    })
}

const ofTerm = ['received', 'term', 'unit', 'extension'] as const
const ofFacts = ['regime', 'facts', 'set', 'at'] as const

/** A term by its number of days, or a case by its facts: two ways of asking that don't mix. */
async function answerTo(options: DueOptions & FactsOptions): Promise<string | BadInput> {
  const facts = ofFacts.find((name) => options[name] !== undefined)
  if (facts === undefined) {
    const answer = await explainDue(options)
    if (isBadInput(answer)) return answer
    return options.json ? asJson(answer) : printed(answer)
  }
  const term = ofTerm.find((name) => options[name] !== undefined)
  if (term !== undefined) {
    return { code: 'options-mixed', field: term, detail: `--${term} no se usa con --${facts}` }
  }
  const answer = await clockOf(options, systemClock().now())
  if (isBadInput(answer)) return answer
  return options.json ? `${JSON.stringify(answer, null, 2)}\n` : printedClock(answer)
}

/** The term asked for, or what is wrong with the asking. */
export async function explainDue(options: DueOptions): Promise<Due | BadInput> {
  for (const name of ['received', 'term'] as const) {
    if (options[name] !== undefined) continue
    return { code: 'option-missing', field: name, detail: `falta la opción --${name}` }
  }
  const received = receivedOn(options.received ?? '')
  if (isBadInput(received)) return received
  const amount = daysIn('term', options.term ?? '', 1)
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

/** The day in Bogotá. */
function receivedOn(text: string): LocalDate | BadInput {
  const instant = instantOf(text)
  const day = instant === undefined ? '' : bogotaDate(instant)
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
