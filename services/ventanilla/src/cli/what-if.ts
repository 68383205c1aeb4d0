import type { Overlay } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { interruptible } from './interruptible.ts'
import { closing, listChanges } from './list-changes.ts'
import { listStaffing, readStaffing, type StaffingOrder, type StaffingTried } from './list-staffing.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { summary } from './print-what-if.ts'
import { readSettings, type Setting } from './set-option.ts'
import { speakSpanish } from './spanish.ts'
import { say } from './steady-output.ts'
import { type Opened, withServices } from './with-services.ts'

interface Flags {
  data: string
  entity: string
  calendar?: readonly string[]
  alone?: boolean
  openOnly?: boolean
  at?: string
  json?: boolean
  procedure: string
  kind?: string
  term?: string
  unit: string
  law?: string
  set?: readonly string[]
  from?: string
  to?: string
  staffing?: readonly string[]
  moved?: boolean
}

const help = `
Vuelve a contar los términos de una entidad con otro calendario y lista los que quedarían en otra fecha o en otro
estado. No escribe ningún hecho ni pone nada en vigor. Un archivo va en lugar de los que tienen su nombre («calendar»)
y están en vigor; si no hay, prevalece sobre los demás. Con --alone va en lugar de todos, y sin --calendar queda el
calendario nacional. Antes y después se juzgan en el mismo instante: ahora, o el de --at.

Con --kind prueba en cambio otro plazo (--term) u otro régimen legal (--law) para una clase de solicitud; los hechos
son los mismos.

Con --staffing repite desde --from hasta --to las colas de unas áreas con otra capacidad, y lista los casos que se
habrían respondido a tiempo o tarde en lugar de como fue. Lo demás tarda lo que tardó. La capacidad es un porcentaje de
la que hubo (125%), las personas que eran y las que serían (3:4), o los casos por día hábil con trabajo (12).

Ejemplo:
  ventanilla what-if --calendar calendario.yaml --open-only
  ventanilla what-if --calendar calendario.yaml --at 2026-12-31T12:00 --json
  ventanilla what-if --kind reclamo --term 10 --from 2026-01-01
  ventanilla what-if --staffing grupo-gestion-servicio=3:4 --from 2026-01-01 --to 2026-03-31`

/** `what-if`: which cases another calendar, term, law or staffing would move, before it is put in force. */
export function registerWhatIf(program: Command): void {
  dataOption(speakSpanish(program.command('what-if')))
    .usage('<--calendar <archivo> | --kind <clase> | --staffing <área=capacidad>> [opciones]')
    .description(
      'Muestra qué casos cambiarían con otro calendario, otro plazo, otra ley u otra capacidad, sin ponerlos en vigor',
    )
    .option('--calendar <archivo>', 'calendario YAML que se prueba; puede repetirse', collect)
    .option('--alone', 'en lugar de todos los que están en vigor')
    .option('--kind <clase>', 'clase de solicitud para la que se prueba otro plazo u otra ley')
    .option('--procedure <procedimiento>', 'el de la clase', 'pqrsd')
    .option('--term <días>', 'el plazo que se prueba')
    .option('--unit <unidad>', 'business-days o calendar-days', 'business-days')
    .option('--law <régimen>', 'el régimen que se prueba, como en «ventanilla regimes»')
    .option(
      '--set <parámetro=valor>',
      'lo que se fija de lo que la ley deja abierto; puede repetirse',
      collect,
    )
    .option(
      '--staffing <área=capacidad>',
      'área cuya capacidad se prueba: área=125%, área=3:4 o área=12; puede repetirse',
      collect,
    )
    .option('--moved', 'con --staffing, también los casos que solo cambian de día')
    .option('--from <día>', 'con --kind, solo los que se cuentan desde ese día; con --staffing, el primero')
    .option('--to <día>', 'con --kind, solo los que se cuentan hasta ese día; con --staffing, el último')
    .option('--entity <entidad>', 'entidad', 'icetex')
    .option('--open-only', 'solo los términos que no han terminado')
    .option('--at <instante>', 'cuándo se juzgan; sin zona es de Bogotá')
    .option(
      '--json',
      'escribe JSON: { entity, calendar, at, items: [{ caseId, before, after, movedBy … }], totals, list }',
    )
    .addHelpText('after', help)
    .action(async (flags: Flags) => {
      const json = flags.json === true
      const overlays =
        noData(flags.data) ?? unasked(flags) ?? (await readOverlays(flags.calendar, 'calendar'))
      if (isBadInput(overlays)) return complain(overlays, json)
      const settings = readSettings(flags.set)
      if (isBadInput(settings)) return complain(settings, json)
      const staffing = readStaffing(flags.staffing ?? [])
      if (isBadInput(staffing)) return complain(staffing, json)
      const told = { stopping: 'Se interrumpe…', stopped: 'Se interrumpió: lo mostrado no está completo.' }
      await interruptible(
        (broken) =>
          withServices(flags.data, ({ request }) =>
            staffing.length > 0
              ? listStaffing(request, orderOf(flags, staffing), json, broken)
              : replay(request, flags, { overlays, settings }, broken),
          ),
        told,
      )
    })
}

/** Options that say what is tried for a kind, or for which of its cases. */
const ofKind = ['term', 'law', 'set', 'from', 'to'] as const

function unasked(flags: Flags): BadInput | undefined {
  const { calendar, alone, kind, term, law, set = [], staffing } = flags
  if (staffing !== undefined) return unaskedOfStaffing(flags)
  if (flags.moved)
    return { code: 'options-conflict', field: 'moved', detail: '--moved solo va con --staffing' }
  const stray = ofKind.find((option) => kind === undefined && flags[option] !== undefined)
  if (stray !== undefined)
    return { code: 'option-missing', field: 'kind', detail: `--${stray} se prueba con --kind, que falta` }
  if (law === undefined && set.length > 0)
    return {
      code: 'option-missing',
      field: 'law',
      detail: '--set fija lo que deja abierto una ley: falta --law',
    }
  if (kind !== undefined && (calendar !== undefined || alone))
    return { code: 'options-conflict', field: 'kind', detail: '--kind y --calendar se prueban por separado' }
  if (kind !== undefined && term === undefined && law === undefined)
    return { code: 'option-missing', field: 'term', detail: 'falta --term o --law' }
  if (calendar !== undefined || alone || kind !== undefined) return undefined
  return {
    code: 'option-missing',
    field: 'calendar',
    detail: 'falta la opción --calendar, --kind o --staffing',
  }
}

/** What is tried with a staffing happened, and is judged as it stands today. */
function unaskedOfStaffing(flags: Flags): BadInput | undefined {
  const others = ['calendar', 'alone', 'kind', 'term', 'law', 'set', 'openOnly', 'at'] as const
  const other = others.find((name) => flags[name] !== undefined)
  const option = other === 'openOnly' ? 'open-only' : other
  if (option !== undefined)
    return { code: 'options-conflict', field: option, detail: `--${option} no va con --staffing` }
  if (flags.from !== undefined) return undefined
  return { code: 'option-missing', field: 'from', detail: 'falta --from, el primer día que se repite' }
}

function orderOf({ entity, from = '', to, moved }: Flags, staffing: readonly StaffingTried[]): StaffingOrder {
  return { entity, from, ...(to !== undefined && { to }), staffing, list: moved ? 'date' : 'state' }
}

async function replay(
  request: Opened['request'],
  flags: Flags,
  { overlays, settings }: { readonly overlays: readonly Overlay[]; readonly settings: readonly Setting[] },
  broken: AbortSignal,
): Promise<void> {
  const { entity, alone, openOnly, at, kind, json = false } = flags
  const path = kind === undefined ? '/v1/calendars/what-if' : '/v1/clocks/what-if'
  const order = {
    ...{ entity, ...(openOnly && { openOnly }), ...(at !== undefined && { at }) },
    ...(kind === undefined ? { overlays, ...(alone && { replaces: 'all' }) } : termOf(flags, settings)),
  }
  const listed = await listChanges(request, { path, order, json, broken })
  if (listed) await say(json ? closing(listed) : summary(listed.page, listed.totals))
}

/** What is tried for a kind of request. */
function termOf({ procedure, kind, term, unit, law, from, to }: Flags, settings: readonly Setting[]) {
  return {
    ...{ procedure, kind, received: { from, to } },
    ...(term !== undefined && { term: { amount: Number(term), unit } }),
    ...(law !== undefined && { law: { regime: law, set: Object.fromEntries(settings) } }),
  }
}
