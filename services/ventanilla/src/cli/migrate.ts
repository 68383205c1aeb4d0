import { createHash } from 'node:crypto'
import { isDefinitionName } from '@ventanilla/procedures'
import { projectorsOf } from '@ventanilla/runtime'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { interruptible } from './interruptible.ts'
import { type Problem, refused, teller } from './list-changes.ts'
import { collect } from './overlay-files.ts'
import { type Migrating, migrationRows, type Result, resultRows } from './print-migration.ts'
import { speakSpanish } from './spanish.ts'
import { say } from './steady-output.ts'
import { type Opened, withServices } from './with-services.ts'

interface Flags {
  data: string
  state?: readonly string[]
  note?: string
  confirm?: string
  json?: boolean
}

/** Where open cases are to go. */
interface Order {
  entity: string
  procedure: string
  version: number
  states: Record<string, string>
}

/** Some case could not go on there. */
const STUCK = 3
const PAGE = 200

const help = `
Un caso vive bajo la versión con la que nació. Sin --confirm no cambia nada: muestra cada caso abierto que pasaría, en
qué estado quedaría y, de los que no pueden, por qué; y da el valor de --confirm. Con él, si desde entonces nada ha
cambiado, cada caso que puede pasa, con un hecho que lo dice. Los términos siguen como empezaron. Para deshacerlo se
pasan de vuelta a la versión anterior.

Termina con ${STUCK} si algún caso no puede pasar o no pasó.

Ejemplos:
  ventanilla migrate icetex/pqrsd@2
  ventanilla migrate icetex/pqrsd@2 --state en-estudio=en-gestion --note "Resolución 12 de 2026" --confirm 3f9a…`

/** `migrate`: open cases go on under another version of their procedure, once it was seen which. */
export function registerMigrate(program: Command): void {
  dataOption(speakSpanish(program.command('migrate')))
    .usage('<procedimiento> [opciones]')
    .description('Pasa los casos abiertos a otra versión de su procedimiento, después de mostrar cuáles')
    .argument('<procedimiento>', 'con la versión a la que pasan, como icetex/pqrsd@2')
    .option(
      '--state <estado=estado>',
      'a cuál pasan los casos de un estado que no está; puede repetirse',
      collect,
    )
    .option('--note <nota>', 'por qué pasan; va con --confirm')
    .option('--confirm <lista>', 'la lista que se mostró')
    .option(
      '--json',
      'escribe JSON: { list, cases: [{ caseId, from, state, waits, obstacles }] } o { moved, failed }',
    )
    .addHelpText('after', help)
    .action(async (asked: string, flags: Flags) => {
      const json = flags.json === true
      const order = noData(flags.data) ?? orderOf(asked, flags)
      if (isBadInput(order)) return complain(order, json)
      const told = { stopping: 'Se interrumpe…', stopped: 'Se interrumpió: no pasaron todos.' }
      await interruptible(
        (broken) => withServices(flags.data, (opened) => migrate(opened, order, flags, broken)),
        told,
      )
    })
}

function orderOf(asked: string, { state = [], note, confirm }: Flags): Order | BadInput {
  const [, entity = '', procedure = '', version] = /^([^/@]+)\/([^/@]+)@(\d+)$/.exec(asked) ?? []
  if (!isDefinitionName(asked) || version === undefined)
    return bad('procedure', `«${asked}» no es un procedimiento con su versión, como icetex/pqrsd@2`)
  if (confirm !== undefined && !note) return bad('note', 'falta la opción --note')
  const pairs = state.map((pair) => pair.split('='))
  if (pairs.some((pair) => pair.length !== 2 || pair.includes('')))
    return bad('state', '--state se da como estado-de-antes=estado-de-ahora')
  return { entity, procedure, version: Number(version), states: Object.fromEntries(pairs) }
}

const bad = (field: string, detail: string): BadInput => ({ code: 'option-invalid', field, detail })

async function migrate(opened: Opened, order: Order, flags: Flags, broken: AbortSignal): Promise<void> {
  const { json = false, confirm, note = '' } = flags
  const cases = await list(opened, order, json, broken)
  if (cases === undefined) return
  const digest = createHash('sha256')
    .update(JSON.stringify([order, cases]))
    .digest('hex')
    .slice(0, 32)
  if (confirm === undefined) {
    if (cases.some(({ obstacles }) => obstacles.length > 0)) process.exitCode = STUCK
    return say(json ? `${JSON.stringify({ list: digest, cases }, null, 2)}\n` : migrationRows(cases, digest))
  }
  if (confirm !== digest) {
    const detail = 'lo que pasaría no es lo que se mostró: mírelo de nuevo sin --confirm'
    complain({ code: 'list-changed', field: 'confirm', detail }, json)
    return
  }
  const result = await moveAll(opened.request, order, { cases, note, json }, broken)
  if (result.failed.length > 0) process.exitCode = STUCK
  await say(json ? `${JSON.stringify(result, null, 2)}\n` : resultRows(result))
}

/** @returns undefined when it was refused, which was said, or broken off */
async function list(
  { services, request }: Opened,
  order: Order,
  json: boolean,
  broken: AbortSignal,
): Promise<Migrating[] | undefined> {
  const routing = services.find(({ name }) => name === 'routing')
  // Of an installation that nobody serves just now, not every fact is in the list of cases.
  for (const projector of routing ? projectorsOf(routing) : []) while ((await projector.step()) === true);
  const tell = teller(json, 'casos')
  const cases: Migrating[] = []
  let all = 0
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    if (broken.aborted) return undefined
    const body = { ...order, limit: PAGE, ...(cursor !== '' && { cursor }) }
    const answer = await request('POST', '/v1/migrations/preview', body)
    if (answer.status !== 200) return refused(answer.json() as Problem, json)
    const page = answer.json() as { items: Migrating[]; total?: number; next?: string }
    cases.push(...page.items)
    all = page.total ?? all
    tell({ done: cases.length, total: Math.max(all, cases.length) })
    cursor = page.next
  }
  return cases
}

async function moveAll(
  request: Opened['request'],
  { version, states }: Order,
  { cases, note, json }: { cases: readonly Migrating[]; note: string; json: boolean },
  broken: AbortSignal,
): Promise<Result> {
  const tell = teller(json, 'casos')
  const result: Result = { moved: 0, failed: [] }
  for (const one of cases) {
    if (broken.aborted) break
    const { caseId, obstacles } = one
    if (obstacles.length > 0) {
      result.failed.push({ caseId, ...obstacles[0] })
      continue
    }
    const held = { 'if-match': `"${one.version}"` }
    const answer = await request('POST', `/v1/cases/${caseId}/migration`, { version, states, note }, held)
    if (answer.status === 200) result.moved++
    else {
      const { code = '', detail, title = '' } = answer.json() as Problem
      result.failed.push({ caseId, code, detail: detail ?? title })
    }
    tell({ done: result.moved + result.failed.length, total: cases.length })
  }
  return result
}
