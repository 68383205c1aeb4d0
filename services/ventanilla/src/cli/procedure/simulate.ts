import { existsSync, readFileSync } from 'node:fs'
import type { Overlay } from '@ventanilla/calendar'
import { type Entity, entityDirOf, inspectProcedure, inspectShape } from '@ventanilla/procedures'
import { instantOf } from '@ventanilla/terms'
import type { Command } from 'commander'
import { type BadInput, complain, isBadInput } from '../bad-input.ts'
import { collect, readOverlays } from '../overlay-files.ts'
import { speakSpanish } from '../spanish.ts'
import { say } from '../steady-output.ts'
import { type Found, findEntity } from './find.ts'
import { printedFindings, toldOf } from './findings.ts'
import type { TrialStep } from './run-trial.ts'
import { usable } from './usable.ts'

const help = `
El archivo de hechos es una lista YAML o JSON, en el orden en que ocurren: [{ type, at, … }]. El primero es received,
con kind y channel (theme, product y form si los hay). Después:
  moved         transition, action, o to con reason; evidence: [ids], outcome, note, text, form, on
  assigned      area, level, officer
  classified    theme, product, outcome
  filled        form
  task-asked    task, area u outside, as; task-answered y task-withdrawn: task
  acknowledged  el acuse se envió; delivered: la respuesta se entregó
Cada uno puede decir quién lo hace (by), y moved, qué otro sistema lo registró (recordedBy). Una hora sin zona es de
Bogotá. Lo que una regla rechaza se dice con su código, y el caso sigue como estaba. Lo que el sistema hace por sí solo
entre dos hechos ocurre en su momento; con --until, también después del último.

Decide lo mismo que decide el servicio y cuenta los términos como él, sin base de datos ni red. Una versión que no rige el
día en que se radica no abre el caso: para probar un borrador, los hechos llevan fechas de su vigencia.

Ejemplo:
  ventanilla procedure simulate pqrsd-2.yaml --facts hechos.yaml --entity icetex
  ventanilla procedure simulate icetex/publicaciones@1 --facts hechos.yaml --until 2026-12-31 --json`

interface Flags {
  facts?: string
  entity?: string
  overlay?: readonly string[]
  until?: string
  json?: boolean
}

/** `procedure simulate`: a made-up case, step by step, under the rules of a definition. */
export function registerSimulate(verb: Command): void {
  speakSpanish(verb.command('simulate'))
    .usage('<procedimiento> --facts <archivo> [opciones]')
    .description('Lleva un caso inventado por un procedimiento: qué se puede, qué se rechaza y cuándo vence')
    .argument('<procedimiento>', 'su archivo, o su nombre, como icetex/pqrsd@1')
    .requiredOption('--facts <archivo>', 'YAML o JSON con lo que le pasa al caso')
    .option('--entity <entidad>', 'carpeta o nombre de la entidad, si el archivo no está en la suya')
    .option('--overlay <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--until <instante>', 'hasta cuándo seguir después del último hecho; sin zona es de Bogotá')
    .option(
      '--json',
      'escribe JSON: { procedure, version, steps: [{ fact, at, type, mark, refused, told, standing, clocks }] }',
    )
    .addHelpText('after', help)
    .action(async (asked: string, flags: Flags) => {
      const json = flags.json === true
      const found = usable(asked, 'procedure', json)
      const order = found && (await orderOf(found, flags))
      if (found === undefined || order === undefined) return
      if (isBadInput(order)) return complain(order, json)
      const [{ runTrial }, { printedTrial }] = await Promise.all([
        import('./run-trial.ts'),
        import('./print-trial.ts'),
      ])
      const steps = await runTrial(order)
      const { id, version } = found.procedure
      const told = { procedure: id, version, steps: steps.map(asJson) }
      await say(json ? `${JSON.stringify(told, null, 2)}\n` : printedTrial(steps, found.procedure))
    })
}

async function orderOf(found: Found, flags: Flags) {
  const { facts: path = '', until: text, overlay } = flags
  const until = text === undefined ? undefined : instantOf(text)
  if (text !== undefined && until === undefined) {
    const detail = `--until «${text}» no es un instante entre 1984 y 2149, como 2026-12-31T12:00`
    return { code: 'until-invalid', field: 'until', detail }
  }
  const entity = entityOf(found, flags)
  if (entity === undefined || isBadInput(entity)) return entity
  const overlays: readonly Overlay[] | BadInput = await readOverlays(overlay)
  if (isBadInput(overlays)) return overlays
  if (!existsSync(path))
    return { code: 'facts-unreadable', field: 'facts', detail: `no se pudo leer el archivo ${path}` }
  const { factOf, factsSchema } = await import('./trial-facts.ts')
  const { value, ...inspected } = inspectShape(factsSchema, { file: path, text: readFileSync(path, 'utf8') })
  if (value === undefined) return unusableFile(inspected, flags)
  return { entity, procedure: found.procedure, overlays, facts: value.map(factOf), until }
}

/** The entity whose folder it lies in, or the one that was said: then it is checked against that one. */
function entityOf(found: Found, flags: Flags): Entity | BadInput | undefined {
  const asked = flags.entity ?? entityDirOf(found.file)
  if (asked === undefined) {
    const detail = `${found.file} no está en la carpeta de una entidad: diga cuál con --entity`
    return { code: 'option-missing', field: 'entity', detail }
  }
  const entity = findEntity(asked)
  if (isBadInput(entity)) return entity
  const inspected = inspectProcedure(found, entity)
  return inspected.procedure === undefined ? unusableFile(inspected, flags) : entity
}

function unusableFile(inspected: Parameters<typeof printedFindings>[0][number], { json }: Flags): undefined {
  const all = [inspected]
  process.stderr.write(json ? `${JSON.stringify(toldOf(all), null, 2)}\n` : printedFindings(all))
  process.exitCode = 1
}

function asJson({ fact, refused, standing, ...step }: TrialStep) {
  return {
    fact: fact ?? null,
    ...step,
    refused: refused ?? null,
    standing: standing ? viewOf(standing) : null,
  }
}

function viewOf({ case: now, stateName, moves, waits }: NonNullable<TrialStep['standing']>) {
  const { state, clock, final, area, level, officer, theme, product, outcome, answeredOn } = now
  const tasks = now.tasks?.map(({ taskId: _, ...task }) => task)
  return {
    state,
    stateName,
    clock,
    final,
    area,
    level,
    officer,
    theme,
    product,
    outcome,
    answeredOn,
    tasks,
    moves,
    waits,
  }
}
