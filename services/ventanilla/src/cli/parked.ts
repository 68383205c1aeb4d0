import type { Service } from '@ventanilla/runtime'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { type Listed, listed, type ParkedItem, type WaitingEvent, waitingEvents } from './print-parked.ts'
import { speakSpanish } from './spanish.ts'
import { type Opened, withServices } from './with-services.ts'

interface Flags {
  data: string
  json?: boolean
  reason?: string
  reference?: string
}

const help = `
Un caso queda apartado cuando un servicio no puede atender un evento suyo: ese evento y los que siguen de ese caso
esperan; los demás casos siguen. El nombre es el que muestra «parked list»: quién no pudo, quién lo dijo y el caso.

Ejemplos:
  ventanilla parked list --json
  ventanilla parked show sla-clock/routing/0b0e7a58-2f51-5d0c-9a3e-3f7a1c2b9d10
  ventanilla parked replay sla-clock/routing/0b0e7a58-2f51-5d0c-9a3e-3f7a1c2b9d10`
const discardHelp = `
Los motivos: duplicate, foreign, obsolete, recorded-otherwise, test. No se escribe otra cosa, porque un hecho queda para
siempre y podría nombrar a alguien; lo demás va en el tiquete de --reference.

Ejemplo:
  ventanilla parked discard sla-clock/routing/0b0e7a58-2f51-5d0c-9a3e-3f7a1c2b9d10 --reason duplicate`

/** `parked`: the cases whose events could not be handled, and how they go on. */
export function registerParked(program: Command): void {
  const verb = speakSpanish(program.command('parked'))
    .usage('<list | show | replay | discard> [opciones]')
    .description('Muestra los casos apartados, los retoma o descarta lo que espera')
    .addHelpText('after', help)
  dataOption(speakSpanish(verb.command('list')))
    .description('Lista los casos apartados de cada servicio')
    .option('--json', 'escribe JSON: [{ name, entity, waiting, since, type, sequence, tries, reason }]')
    .action((flags: Flags) => on(flags, list))
  named(verb, 'show', 'Muestra los eventos que esperan de un caso')
    .option('--json', 'escribe JSON: { …, events: [{ event, id, type, sequence, tries, reason }] }')
    .action((name: string, flags: Flags) => on(flags, (opened, json) => show(opened, name, json)))
  named(verb, 'replay', 'Atiende en orden lo que espera, hasta que algo vuelva a fallar')
    .option('--json', 'escribe JSON: { events }')
    .action((name: string, flags: Flags) => on(flags, (opened, json) => free(opened, name, 'replay', json)))
  named(verb, 'discard', 'Descarta lo que espera; lo que llegue después se atiende')
    .requiredOption('--reason <motivo>', 'por qué')
    .option('--reference <tiquete>', 'dónde se explica más: mayúsculas, guion y número, como INC-1204')
    .option('--json', 'escribe JSON: { events }')
    .addHelpText('after', discardHelp)
    .action((name: string, flags: Flags) => {
      const { reason, reference } = flags
      const body = { reason, ...(reference !== undefined && { reference }) }
      return on(flags, (opened, json) => free(opened, name, 'discard', json, body))
    })
}

function named(verb: Command, name: string, description: string): Command {
  return dataOption(speakSpanish(verb.command(name)))
    .description(description)
    .usage('<caso> [opciones]')
    .argument('<caso>', 'quién/origen/caso, como en «parked list»')
}

async function on(
  { data, json = false }: Flags,
  work: (opened: Opened, json: boolean) => Promise<void>,
): Promise<void> {
  const missing = noData(data)
  if (missing) return complain(missing, json)
  await withServices(data, async (opened) => {
    // Whoever is not served by anybody just now has not folded what it parked last.
    for (const { parked } of opened.services) await parked?.table()
    await work(opened, json)
  })
}

/** All pages of a list. */
async function pages<T>(request: Opened['request'], path: string, field: string): Promise<T[]> {
  const all: T[] = []
  let next: string | undefined
  do {
    const { json } = await request('GET', `${path}?limit=500${next ? `&cursor=${next}` : ''}`)
    const page = json() as { next?: string } & Record<string, T[]>
    all.push(...(page[field] ?? []))
    next = page.next
  } while (next)
  return all
}

async function list({ services, request }: Opened, json: boolean): Promise<void> {
  const rows: Listed[] = []
  for (const { name } of services.filter(({ parked }) => parked))
    for (const one of await pages<ParkedItem>(request, `/v1/parked/${name}`, 'items')) {
      const { consumer, source, case: key, ...rest } = one
      rows.push({ name: `${consumer}/${source}/${key}`, ...rest })
    }
  process.stdout.write(json ? asJson(rows) : listed(rows))
}

async function show({ services, request }: Opened, name: string, json: boolean): Promise<void> {
  const path = pathOf(services, name)
  if (isBadInput(path)) return complain(path, json)
  const first = await request('GET', path)
  if (first.status !== 200) return refused(first.json(), json)
  const { next: _, ...one } = first.json() as { next?: string }
  const events = await pages<WaitingEvent>(request, path, 'events')
  process.stdout.write(json ? asJson({ name, ...one, events }) : waitingEvents(events))
}

async function free(
  { services, request }: Opened,
  name: string,
  how: 'replay' | 'discard',
  json: boolean,
  body?: object,
): Promise<void> {
  const path = pathOf(services, name)
  if (isBadInput(path)) return complain(path, json)
  const done = await request('POST', `${path}/${how}`, body)
  if (done.status !== 200) return refused(done.json(), json)
  const { events } = done.json() as { events: number }
  const what = how === 'replay' ? 'atendidos; el caso sigue' : 'descartados; lo que llegue se atiende'
  process.stdout.write(json ? `${JSON.stringify({ events })}\n` : `${name}: ${events} eventos ${what}\n`)
}

const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

function pathOf(services: readonly Service[], name: string): string | BadInput {
  const parts = /^([a-z-]+)\/([a-z-]+)\/([A-Za-z0-9-]{1,64})$/.exec(name)
  const service = services.find(({ parked, subscriptions }) => {
    return parked && subscriptions.some(({ consumer }) => consumer === parts?.[1])
  })
  if (parts && service) return `/v1/parked/${service.name}/${name}`
  const detail = `«${name}» no es quién/origen/caso, como lo muestra «parked list»`
  return { code: 'case-invalid', field: 'caso', detail }
}

interface Problem {
  code?: string
  title?: string
  detail?: string
  field?: string
  status?: number
  reason?: { message: string }
}

/** What a rule says: a wrong use ends with 2, an event that fails again with 3. */
function refused(problem: unknown, json: boolean): void {
  const { code = '', detail, title = '', field, status, reason } = problem as Problem
  const where = field === undefined ? '' : `${field.replace(/^body\./, '--')}: `
  const told = `${where}${[detail ?? title, reason?.message].filter(Boolean).join(' ')}`
  complain({ code, ...(field !== undefined && { field }), detail: told }, json)
  if (status === 409) process.exitCode = 3
}
