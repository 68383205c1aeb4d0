import { firstYear, type Holiday, holidays, lastYear, type Overlay } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { table, weekdayName } from './days.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { speakSpanish } from './spanish.ts'

export interface CalendarOptions {
  readonly from: string
  readonly to: string
  readonly overlay?: readonly string[]
  readonly json?: boolean
}

const help = `
Los días son los que no cuentan en un término en días hábiles, además de sábados y domingos. Con
--overlay se añaden los días que la entidad cierra por acto propio (regla overlay-closed) y se quitan
los festivos que su tabla cuenta como hábiles. Dos festivos en un mismo día son dos renglones.

Ejemplo:
  ventanilla calendar --from 2026 --to 2027
  ventanilla calendar --from 2024 --to 2024 --overlay calendario.yaml --json`

/** `calendar`: the holidays of some years, by rule, with the law each comes from. */
export function registerCalendar(program: Command): void {
  speakSpanish(program.command('calendar'))
    .usage('--from <año> --to <año> [opciones]')
    .description('Lista los festivos de Colombia, con la regla y la norma de cada uno')
    .requiredOption('--from <año>', `primer año, desde ${firstYear}`)
    .requiredOption('--to <año>', `último año, hasta ${lastYear}`)
    .option('--overlay <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--json', 'escribe JSON: [{ date, name, rule, source }]')
    .addHelpText('after', help)
    .action(async (options: CalendarOptions) => {
      const days = await listDays(options)
      if (isBadInput(days)) complain(days, options.json === true)
      else process.stdout.write(options.json ? `${JSON.stringify(days, null, 2)}\n` : printed(days))
    })
}

/** The days of the years asked for, or what is wrong with the asking. */
export async function listDays({
  from,
  to,
  overlay,
}: CalendarOptions): Promise<readonly Holiday[] | BadInput> {
  const first = yearIn('from', from)
  if (isBadInput(first)) return first
  const last = yearIn('to', to)
  if (isBadInput(last)) return last
  if (first > last) {
    return { code: 'years-reversed', field: 'to', detail: `--to ${to} es anterior a --from ${from}` }
  }
  const overlays = await readOverlays(overlay)
  return isBadInput(overlays) ? overlays : withActs(holidays(first, last), overlays, first, last)
}

function yearIn(option: string, text: string): number | BadInput {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0
  if (year >= firstYear && year <= lastYear) return year
  const detail = `--${option} debe ser un año de ${firstYear} a ${lastYear}, no «${text}»`
  return { code: 'year-invalid', field: option, detail }
}

/** Where two overlays speak of one day the later prevails, as it does when days are counted. */
function withActs(
  national: readonly Holiday[],
  overlays: readonly Overlay[],
  first: number,
  last: number,
): readonly Holiday[] {
  const acts = new Map<string, string | undefined>()
  for (const { closed, counted } of overlays) {
    for (const { date, by } of closed) acts.set(date, by)
    for (const { date } of counted) acts.set(date, undefined)
  }
  const kept = national.filter(({ date }) => !acts.has(date) || acts.get(date) !== undefined)
  const dates = new Set(kept.map(({ date }) => date))
  const closings = [...acts].flatMap(([date, by]): Holiday[] =>
    by === undefined || dates.has(date) || date < `${first}-01-01` || date > `${last}-12-31`
      ? []
      : [{ date, name: 'Cierre de la entidad', rule: 'overlay-closed', source: by }],
  )
  return [...kept, ...closings].sort((one, other) =>
    one.date < other.date ? -1 : one.date > other.date ? 1 : 0,
  )
}

function printed(days: readonly Holiday[]): string {
  const rows = days.map(({ date, name, rule, source }) => [date, weekdayName(date), name, rule, source])
  return table([['fecha', 'día', 'festivo', 'regla', 'norma o acto'], ...rows])
}
