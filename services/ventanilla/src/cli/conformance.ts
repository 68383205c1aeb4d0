import { projectorsOf } from '@ventanilla/runtime'
import type { Command } from 'commander'
import { complain } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { interruptible } from './interruptible.ts'
import { type Problem, refused, teller } from './list-changes.ts'
import { type Conformance, conformanceRows, summed } from './print-conformance.ts'
import { speakSpanish } from './spanish.ts'
import { say } from './steady-output.ts'
import { type Opened, withServices } from './with-services.ts'

interface Flags {
  data: string
  entity?: string
  procedure?: string
  json?: boolean
}

/** The log has a path that its procedure doesn't allow. */
const DEVIATES = 3
const PAGE = 500

const help = `
Lee los hechos de cada caso y los compara con la versión del procedimiento bajo la que vivía: qué caminos siguieron de
verdad los casos, cuántos cada uno, qué movimientos no hizo nadie, y todo lo que el procedimiento no admite. Lo que
contó otro sistema se toma como viene, y se cuenta aparte. No escribe ningún hecho.

Termina con ${DEVIATES} si algún caso siguió un camino que su procedimiento no admite.

Ejemplos:
  ventanilla conformance
  ventanilla conformance --procedure publicaciones --json`

/** `conformance`: the real paths of cases, held against their procedures. */
export function registerConformance(program: Command): void {
  dataOption(speakSpanish(program.command('conformance')))
    .description('Compara los caminos que de verdad siguieron los casos con sus procedimientos')
    .usage('[opciones]')
    .option('--entity <entidad>', 'solo los casos de esa entidad')
    .option('--procedure <procedimiento>', 'solo los casos de ese procedimiento')
    .option('--json', 'escribe JSON: { cases, moves, recorded, procedures, deviations }')
    .addHelpText('after', help)
    .action(async (flags: Flags) => {
      const json = flags.json === true
      const missing = noData(flags.data)
      if (missing) return complain(missing, json)
      const told = { stopping: 'Se interrumpe…', stopped: 'Se interrumpió: no se miraron todos los casos.' }
      await interruptible(
        (broken) => withServices(flags.data, (opened) => report(opened, flags, broken)),
        told,
      )
    })
}

async function report({ services, request }: Opened, flags: Flags, broken: AbortSignal): Promise<void> {
  const { entity, procedure, json = false } = flags
  const routing = services.find(({ name }) => name === 'routing')
  // Of an installation that nobody serves just now, not every fact is in the list of cases.
  for (const projector of routing ? projectorsOf(routing) : []) while ((await projector.step()) === true);
  const tell = teller(json, 'casos')
  let whole: Conformance | undefined
  let cursor: string | undefined
  let all = 0
  do {
    const asked = new URLSearchParams({
      ...{ limit: String(PAGE), ...(entity !== undefined && { entity }) },
      ...(procedure !== undefined && { procedure }),
      ...(cursor !== undefined && { cursor }),
    })
    const answer = await request('GET', `/v1/conformance?${asked}`)
    if (answer.status !== 200) return refused(answer.json() as Problem, json)
    const { next, total, ...page } = answer.json() as Conformance & { next?: string; total?: number }
    all = total ?? all
    whole = whole ? summed(whole, page) : page
    cursor = next
    // Some may have come since they were counted.
    tell({ done: whole.cases, total: Math.max(all, whole.cases) })
  } while (cursor !== undefined && !broken.aborted)
  if (broken.aborted) return
  await say(json ? `${JSON.stringify(whole, null, 2)}\n` : conformanceRows(whole))
  if (whole.deviations.length > 0) process.exitCode = DEVIATES
}
