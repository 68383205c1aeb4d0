import type { Overlay } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { interruptible } from './interruptible.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { createPace } from './pace.ts'
import { count, nothing, type Page, rows, summary, summed, type Totals } from './print-what-if.ts'
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
      'escribe JSON: { entity, calendar, at, items: [{ caseId, before, after, movedBy … }], totals }',
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

/** Cases of a page: some milliseconds of work, and little to hold. */
const PAGE = 500

async function replay(
  request: Opened['request'],
  { entity, alone, openOnly, at, json = false }: Flags,
  overlays: readonly Overlay[],
  broken: AbortSignal,
): Promise<void> {
  const order = {
    ...{ entity, overlays, limit: PAGE, ...(alone && { replaces: 'all' }), ...(openOnly && { openOnly }) },
    ...(at !== undefined && { at }),
  }
  const tell = teller(json)
  let totals = nothing
  let page: Page | undefined
  do {
    // All pages are judged at the instant of the first, however long it takes.
    const again = page && { at: page.at, cursor: page.next }
    const answer = await request('POST', '/v1/calendars/what-if', { ...order, ...again })
    if (answer.status !== 200) return refused(answer.json() as Problem, json)
    const isFirst = page === undefined
    page = answer.json() as Page
    if (json && isFirst) await say(opening(page))
    const begun = totals.changedClocks > 0
    await say(json ? elements(page, begun) : rows(page, begun))
    totals = summed(totals, page.totals)
    tell(page.progress)
  } while (page.next !== undefined && !broken.aborted)
  if (!broken.aborted) await say(json ? closing(totals) : summary(page, totals))
}

// The list is written as it comes: nobody could hold the changes of a million cases.
const opening = ({ entity, calendar, at }: Page) =>
  `${JSON.stringify({ entity, calendar, at }).slice(0, -1)},"items":[`
const elements = ({ items }: Page, begun: boolean) =>
  items.map((item, nth) => `${begun || nth > 0 ? ',' : ''}\n${JSON.stringify(item)}`).join('')
const closing = (totals: Totals) => `\n],"totals":${JSON.stringify(totals)}}\n`

/** Progress on stderr, of what takes longer than a second. */
function teller(json: boolean) {
  const pace = createPace(() => performance.now())
  const start = performance.now()
  return ({ done, total }: Page['progress']) => {
    const now = performance.now() - start < 1_000 ? undefined : pace(done, total)
    if (now === undefined) return
    const { perSecond, secondsLeft } = now
    const left = secondsLeft ? `, faltan unos ${count(secondsLeft)} s` : ''
    const line = `${count(done)} de ${count(total)} hechos recorridos, ${count(perSecond)} por segundo${left}`
    process.stderr.write(json ? `${JSON.stringify(now)}\n` : `${line}\n`)
  }
}

interface Problem {
  code?: string
  title?: string
  detail?: string
  field?: string
}

function refused({ code = '', detail, title = '', field }: Problem, json: boolean): void {
  const option = field?.replace(/^body\./, '')
  const told = option === undefined ? (detail ?? title) : `--${option}: ${detail ?? title}`
  complain({ code, ...(option !== undefined && { field: option }), detail: told }, json)
}
