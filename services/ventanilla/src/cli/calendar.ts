import { firstYear, lastYear } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { listedDays, suspendedTerms } from './calendar-days.ts'
import { printedBelow, type WholeCalendar, wholeCalendar } from './calendar-hours.ts'
import { table, weekdayName } from './days.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { speakSpanish } from './spanish.ts'

export interface CalendarOptions {
  readonly from: string
  readonly to: string
  readonly overlay?: readonly string[]
  readonly json?: boolean
  readonly all?: boolean
}

const help = `
Los días son los que no cuentan en un término en días hábiles, además de sábados y domingos. Con
--overlay se añaden los días que la entidad cierra por acto propio (regla overlay-closed), con los
términos que cada cierre suspende, y los días cívicos (overlay-civic), y se quitan los festivos que su
tabla cuenta como hábiles; debajo van la vigencia, quien lo expidió y las horas de atención y de
recepción. Dos festivos en un mismo día son dos renglones.

Ejemplo:
  ventanilla calendar --from 2026 --to 2027
  ventanilla calendar --from 2024 --to 2024 --overlay calendario.yaml --json
  ventanilla calendar --from 2026 --to 2026 --overlay calendario.yaml --json --all`

/** `calendar`: the holidays of some years, by rule, with the law each comes from. */
export function registerCalendar(program: Command): void {
  speakSpanish(program.command('calendar'))
    .usage('--from <año> --to <año> [opciones]')
    .description('Lista los festivos de Colombia, con la regla y la norma de cada uno')
    .requiredOption('--from <año>', `primer año, desde ${firstYear}`)
    .requiredOption('--to <año>', `último año, hasta ${lastYear}`)
    .option('--overlay <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--json', 'escribe JSON: [{ date, name, rule, source, suspends?, verified? }]')
    .option('--all', 'con --json: { id, version, overlays, days, hours }, con las horas y la vigencia')
    .addHelpText('after', help)
    .action(async (options: CalendarOptions) => {
      const found = await readCalendar(options)
      if (isBadInput(found)) return complain(found, options.json === true)
      const told = options.all ? found : found.days
      process.stdout.write(options.json ? `${JSON.stringify(told, null, 2)}\n` : printed(found))
    })
}

/** The days of the years asked for and what else the calendar lays down, or what is wrong with the asking. */
export async function readCalendar({
  from,
  to,
  overlay,
}: CalendarOptions): Promise<WholeCalendar | BadInput> {
  const first = yearIn('from', from)
  if (isBadInput(first)) return first
  const last = yearIn('to', to)
  if (isBadInput(last)) return last
  if (first > last) {
    return { code: 'years-reversed', field: 'to', detail: `--to ${to} es anterior a --from ${from}` }
  }
  const overlays = await readOverlays(overlay)
  return isBadInput(overlays) ? overlays : wholeCalendar(listedDays(first, last, overlays), overlays)
}

function yearIn(option: string, text: string): number | BadInput {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0
  if (year >= firstYear && year <= lastYear) return year
  const detail = `--${option} debe ser un año de ${firstYear} a ${lastYear}, no «${text}»`
  return { code: 'year-invalid', field: option, detail }
}

function printed(calendar: WholeCalendar): string {
  const rows = calendar.days.map((day) => [
    ...[day.date, weekdayName(day.date), day.name, day.rule],
    ...[day.verified === false ? `${day.source} (sin verificar)` : day.source, suspendedTerms(day)],
  ])
  const head = ['fecha', 'día', 'festivo', 'regla', 'norma o acto']
  const acts = calendar.overlays.length > 0
  return table([acts ? [...head, 'suspende'] : head, ...rows]) + printedBelow(calendar)
}
