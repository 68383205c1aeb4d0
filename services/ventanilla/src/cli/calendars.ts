import type { Overlay } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { table } from './days.ts'
import { interruptible } from './interruptible.ts'
import { closing, listChanges, type Problem, refused } from './list-changes.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { count, summary } from './print-what-if.ts'
import { speakSpanish } from './spanish.ts'
import { say } from './steady-output.ts'
import { type Opened, withServices } from './with-services.ts'

interface Flags {
  data: string
  entity: string
  json?: boolean
}
interface ActivateFlags extends Flags {
  calendar?: readonly string[]
  alone?: boolean
  act?: string
  confirm?: string
  includeNew?: boolean
}

const help = `
Sin --confirm no pone nada en vigor: muestra los términos abiertos que cambiarían y da el valor de --confirm. Con él,
si los hechos no han cambiado lo que se mostró, el calendario queda en vigor para los términos nuevos y los abiertos:
cada uno recibe un hecho que dice con qué calendario se cuenta, cuándo vencía y cuándo vence, y si la fecha cambió se le
escribe a la persona. Eso lo hace la instalación mientras está en marcha; «calendars status» muestra cuánto falta. Un
archivo va en lugar de los que tienen su nombre («calendar»); con --alone va en lugar de todos.

Ejemplo:
  ventanilla calendars activate --calendar cierre.yaml --act "Decreto 1234 de 2026"
  ventanilla calendars activate --calendar cierre.yaml --act "Decreto 1234 de 2026" --confirm WyJjaW…`

/** `calendars`: puts a calendar in force for terms that run, once what it moves was seen. */
export function registerCalendars(program: Command): void {
  const verb = speakSpanish(program.command('calendars'))
    .usage('<activate | status> [opciones]')
    .description('Pone un calendario en vigor también para los términos abiertos')
  both(verb, 'activate', 'Muestra qué términos abiertos cambiarían y, con --confirm, lo pone en vigor')
    .usage('--calendar <archivo> --act <acto> [opciones]')
    .option('--calendar <archivo>', 'calendario YAML; puede repetirse', collect)
    .option('--alone', 'en lugar de todos los que están en vigor')
    .option('--act <acto>', 'el acto que lo ordena, como lo leerá la persona; sin nombres')
    .option('--confirm <lista>', 'la lista que se mostró')
    .option('--include-new', 'también los términos que empezaron después de la lista')
    .option(
      '--json',
      'escribe JSON: la lista con «list», o { calendar, act, activatedAt, progress, complete }',
    )
    .addHelpText('after', help)
    .action(activate)
  both(verb, 'status', 'Muestra los que se pusieron en vigor y cuánto falta por contar de nuevo')
    .option('--json', 'escribe JSON: [{ calendar, act, activatedAt, actor, progress, complete }]')
    .action((flags: Flags) => {
      const missing = noData(flags.data)
      if (missing) return complain(missing, flags.json === true)
      return withServices(flags.data, ({ request }) => status(request, flags))
    })
}

function both(verb: Command, name: string, description: string): Command {
  return dataOption(speakSpanish(verb.command(name)))
    .description(description)
    .option('--entity <entidad>', 'entidad', 'icetex')
}

async function activate(flags: ActivateFlags): Promise<void> {
  const json = flags.json === true
  const overlays = noData(flags.data) ?? unasked(flags) ?? (await readOverlays(flags.calendar, 'calendar'))
  if (isBadInput(overlays)) return complain(overlays, json)
  const told = { stopping: 'Se interrumpe…', stopped: 'Se interrumpió: lo mostrado no está completo.' }
  await interruptible(
    (broken) =>
      withServices(flags.data, ({ request }) =>
        flags.confirm === undefined
          ? show(request, flags, overlays, broken)
          : confirm(request, flags, overlays),
      ),
    told,
  )
}

function unasked({ calendar, alone, act }: ActivateFlags): BadInput | undefined {
  const missing = (field: string) => ({
    ...{ code: 'option-missing', field },
    detail: `falta la opción --${field}`,
  })
  if (calendar === undefined && !alone) return missing('calendar')
  return act === undefined ? missing('act') : undefined
}

function orderOf({ entity, alone }: ActivateFlags, overlays: readonly Overlay[]) {
  return { entity, overlays, ...(alone && { replaces: 'all' }) }
}

async function show(
  request: Opened['request'],
  flags: ActivateFlags,
  overlays: readonly Overlay[],
  broken: AbortSignal,
): Promise<void> {
  const json = flags.json === true
  const order = { ...orderOf(flags, overlays), openOnly: true }
  const listed = await listChanges(request, { path: '/v1/calendars/what-if', order, json, broken })
  if (listed === undefined) return
  if (json) return say(closing(listed))
  const { page, totals } = listed
  await say(`${summary(page, totals)}No se ha puesto nada en vigor. Para hacerlo: --confirm ${page.list}\n`)
}

interface Activation {
  calendar: { version: string }
  act: string
  activatedAt: string
  progress: { done: number; total: number }
  complete: boolean
}

async function confirm(
  request: Opened['request'],
  flags: ActivateFlags,
  overlays: readonly Overlay[],
): Promise<void> {
  const { act, confirm: list, includeNew, json = false } = flags
  const body = { ...orderOf(flags, overlays), act, list, ...(includeNew && { newCases: 'include' }) }
  const answer = await request('POST', '/v1/calendars/activations', body)
  if (answer.status !== 201) return notActivated(answer.json() as NotActivated, json)
  const done = answer.json() as Activation
  if (json) return say(`${JSON.stringify(done)}\n`)
  await say(
    `${done.calendar.version} está en vigor desde ${done.activatedAt}, por ${done.act}.\n` +
      'Los términos abiertos se cuentan de nuevo mientras la instalación está en marcha: «calendars status».\n',
  )
}

interface NotActivated extends Problem {
  changes?: readonly { caseId: string; clock: string; listed: Line | null; now: Line | null }[]
  list?: string
}
type Line = { before: { due: string | null }; after: { due: string | null } }

/** With what has changed, and the list that has it. */
async function notActivated(problem: NotActivated, json: boolean): Promise<void> {
  const { changes = [], list } = problem
  refused(problem, json)
  if (json) return say(`${JSON.stringify({ changes, ...(list !== undefined && { list }) })}\n`)
  const rows = changes.map(({ caseId, clock, listed, now }) => {
    return `${caseId}  ${clock}  se mostró ${datesOf(listed)}; ahora ${datesOf(now)}\n`
  })
  await say(rows.join('') + (list === undefined ? '' : `Con estos cambios: --confirm ${list}\n`))
}

function datesOf(line: Line | null): string {
  if (line === null) return 'sin cambio'
  return `${line.before.due ?? 'sin fecha'} → ${line.after.due ?? 'sin fecha'}`
}

async function status(request: Opened['request'], { entity, json }: Flags): Promise<void> {
  const answer = await request('GET', `/v1/calendars/activations?entity=${encodeURIComponent(entity)}`)
  if (answer.status !== 200) return refused(answer.json() as Problem, json === true)
  const { items } = answer.json() as { items: readonly Activation[] }
  if (json) return say(`${JSON.stringify(items, null, 2)}\n`)
  const cells = items.map(({ calendar, act, activatedAt, progress: { done, total }, complete }) => [
    ...[calendar.version, act, activatedAt],
    complete ? 'completo' : `${count(done)} de ${count(total)} hechos recorridos`,
  ])
  await say(table([['calendario', 'acto', 'en vigor desde', 'avance'], ...cells]))
}
