import type { Overlay } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { interruptible } from './interruptible.ts'
import { closing, listChanges } from './list-changes.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { summary } from './print-what-if.ts'
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
}

const help = `
Vuelve a contar los términos de una entidad con otro calendario y lista los que quedarían en otra fecha o en otro
estado. No escribe ningún hecho ni pone nada en vigor. Un archivo va en lugar de los que tienen su nombre («calendar»)
y están en vigor; si no hay, prevalece sobre los demás. Con --alone va en lugar de todos, y sin --calendar queda el
calendario nacional. Antes y después se juzgan en el mismo instante: ahora, o el de --at.

Ejemplo:
  ventanilla what-if --calendar calendario.yaml --open-only
  ventanilla what-if --calendar calendario.yaml --at 2026-12-31T12:00 --json`

/** `what-if`: which cases another calendar would move, before it is put in force. */
export function registerWhatIf(program: Command): void {
  dataOption(speakSpanish(program.command('what-if')))
    .usage('--calendar <archivo> [opciones]')
    .description('Muestra qué casos cambiarían con otro calendario, sin ponerlo en vigor')
    .option('--calendar <archivo>', 'calendario YAML que se prueba; puede repetirse', collect)
    .option('--alone', 'en lugar de todos los que están en vigor')
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
      const told = { stopping: 'Se interrumpe…', stopped: 'Se interrumpió: lo mostrado no está completo.' }
      await interruptible(
        (broken) => withServices(flags.data, ({ request }) => replay(request, flags, overlays, broken)),
        told,
      )
    })
}

function unasked({ calendar, alone }: Flags): BadInput | undefined {
  if (calendar !== undefined || alone) return undefined
  return { code: 'option-missing', field: 'calendar', detail: 'falta la opción --calendar' }
}

async function replay(
  request: Opened['request'],
  { entity, alone, openOnly, at, json = false }: Flags,
  overlays: readonly Overlay[],
  broken: AbortSignal,
): Promise<void> {
  const order = {
    ...{ entity, overlays, ...(alone && { replaces: 'all' }), ...(openOnly && { openOnly }) },
    ...(at !== undefined && { at }),
  }
  const listed = await listChanges(request, { order, json, broken })
  if (listed) await say(json ? closing(listed) : summary(listed.page, listed.totals))
}
