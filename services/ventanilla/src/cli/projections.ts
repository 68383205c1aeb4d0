import type { Service } from '@ventanilla/runtime'
import type { Command } from 'commander'
import { complain, isBadInput } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { table } from './days.ts'
import { findModels, modelsOf } from './models.ts'
import { rebuildModels } from './rebuild.ts'
import { speakSpanish } from './spanish.ts'
import { withServices } from './with-services.ts'

interface Flags {
  data: string
  json?: boolean
  force?: boolean
  restart?: boolean
}

const listHelp = `
Ejemplo:
  ventanilla projections list --json`
const rebuildHelp = `
El modelo nuevo se construye al lado del que sirve, se compara con él y lo reemplaza. Si es de la misma versión y no
dice lo mismo, no lo reemplaza: muestra en qué difieren. Interrumpirlo no daña nada: «rebuild» sigue desde ahí.
El nombre es el que muestra «projections list», como reporting/case_files.

Ejemplo:
  ventanilla projections rebuild reporting/case_files`
const cancelHelp = `
Ejemplo:
  ventanilla projections cancel reporting/case_files`

/** `projections`: the read models, and how to build one again from the facts. */
export function registerProjections(program: Command): void {
  const verb = speakSpanish(program.command('projections'))
    .usage('<list | rebuild | cancel> [opciones]')
    .description('Muestra los modelos de lectura o reconstruye uno')
  dataOption(speakSpanish(verb.command('list')))
    .description('Lista los modelos de lectura de cada servicio')
    .option('--json', 'escribe JSON: [{ name, version, behind, digest, building }]')
    .addHelpText('after', listHelp)
    .action((flags: Flags) => on(flags, (services, json) => list(services, json)))
  dataOption(speakSpanish(verb.command('rebuild')))
    .description('Reconstruye un modelo de lectura desde los hechos')
    .usage('<modelo> [opciones]')
    .argument('<modelo>', 'servicio/modelo, o «all»')
    .option('--force', 'lo reemplaza aunque no diga lo mismo')
    .option('--restart', 'empieza de nuevo en vez de seguir uno interrumpido')
    .option(
      '--json',
      'escribe JSON: [{ name, version, same, promoted, comparison, seconds }]; el avance, por líneas',
    )
    .addHelpText('after', rebuildHelp)
    .action((name: string, flags: Flags) =>
      on(flags, (services, json) => rebuild(services, name, flags, json)),
    )
  dataOption(speakSpanish(verb.command('cancel')))
    .description('Descarta lo que dejó una reconstrucción, o detiene la que está en marcha')
    .usage('<modelo> [opciones]')
    .argument('<modelo>', 'servicio/modelo, o «all»')
    .option('--json', 'escribe JSON: [{ name, cancelled }]')
    .addHelpText('after', cancelHelp)
    .action((name: string, flags: Flags) => on(flags, (services, json) => cancel(services, name, json)))
}

async function on(
  { data, json = false }: Flags,
  work: (services: readonly Service[], json: boolean) => Promise<void>,
): Promise<void> {
  const missing = noData(data)
  if (missing) return complain(missing, json)
  await withServices(data, ({ services }) => work(services, json))
}

async function list(services: readonly Service[], json: boolean): Promise<void> {
  const rows = []
  for (const { name, projector } of modelsOf(services))
    rows.push({
      name,
      version: projector.projection.version,
      behind: await projector.behind(),
      digest: await projector.digest(),
      building: (await projector.building()) ?? null,
    })
  if (json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  const cells = rows.map(({ name, version, behind, digest, building }) => [
    ...[name, String(version), String(behind), digest.slice(0, 16)],
    ...(building ? [`se construye: ${building.done} de ${building.total}`] : []),
  ])
  process.stdout.write(table([['modelo', 'versión', 'atraso', 'huella'], ...cells]))
}

async function rebuild(
  services: readonly Service[],
  wanted: string,
  { force = false, restart = false }: Flags,
  json: boolean,
): Promise<void> {
  const models = findModels(services, wanted)
  if (isBadInput(models)) return complain(models, json)
  await rebuildModels(models, { json, force, restart })
}

async function cancel(services: readonly Service[], wanted: string, json: boolean): Promise<void> {
  const models = findModels(services, wanted)
  if (isBadInput(models)) return complain(models, json)
  const rows = []
  for (const { name, projector } of models) rows.push({ name, cancelled: await projector.cancel() })
  if (json) return void process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  for (const { name, cancelled } of rows)
    process.stdout.write(
      `${name}: ${cancelled ? 'se descartó lo construido' : 'no había nada en construcción'}\n`,
    )
}
