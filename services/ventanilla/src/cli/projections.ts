import type { Projector } from '@ventanilla/projections'
import { projectorsOf, type Service } from '@ventanilla/runtime'
import type { Command } from 'commander'
import { complain } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { table } from './days.ts'
import { speakSpanish } from './spanish.ts'
import { withServices } from './with-services.ts'

interface Flags {
  data: string
  json?: boolean
}

const listHelp = `
Ejemplo:
  ventanilla projections list --json`
const rebuildHelp = `
El modelo nuevo se construye al lado del que sirve y lo reemplaza cuando está al día. Interrumpirlo no daña nada:
se repite. El nombre es el que muestra «projections list», como reporting/case_files.

Ejemplo:
  ventanilla projections rebuild reporting/case_files`

/** `projections`: the read models, and how to build one again from the facts. */
export function registerProjections(program: Command): void {
  const verb = speakSpanish(program.command('projections'))
    .usage('<list | rebuild> [opciones]')
    .description('Muestra los modelos de lectura o reconstruye uno')
  dataOption(speakSpanish(verb.command('list')))
    .description('Lista los modelos de lectura de cada servicio')
    .option('--json', 'escribe JSON: [{ name, version, behind, digest }]')
    .addHelpText('after', listHelp)
    .action((flags: Flags) => on(flags, (services, json) => list(services, json)))
  dataOption(speakSpanish(verb.command('rebuild')))
    .description('Reconstruye un modelo de lectura desde los hechos')
    .usage('<modelo> [opciones]')
    .argument('<modelo>', 'servicio/modelo, o «all»')
    .option('--json', 'escribe JSON: [{ name, before, after, same }]')
    .addHelpText('after', rebuildHelp)
    .action((name: string, flags: Flags) => on(flags, (services, json) => rebuild(services, name, json)))
}

async function on(
  { data, json = false }: Flags,
  work: (services: readonly Service[], json: boolean) => Promise<void>,
): Promise<void> {
  const missing = noData(data)
  if (missing) return complain(missing, json)
  await withServices(data, [], ({ services }) => work(services, json))
}

interface Model {
  name: string
  projector: Projector
}

function modelsOf(services: readonly Service[]): Model[] {
  return services.flatMap((service) =>
    projectorsOf(service).map((projector) => ({ name: `${service.name}/${projector.name}`, projector })),
  )
}

async function list(services: readonly Service[], json: boolean): Promise<void> {
  const rows = []
  for (const { name, projector } of modelsOf(services))
    rows.push({
      name,
      version: projector.projection.version,
      behind: await projector.behind(),
      digest: await projector.digest(),
    })
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else {
    const cells = rows.map((row) => [
      row.name,
      String(row.version),
      String(row.behind),
      row.digest.slice(0, 16),
    ])
    process.stdout.write(table([['modelo', 'versión', 'atraso', 'huella'], ...cells]))
  }
}

async function rebuild(services: readonly Service[], wanted: string, json: boolean): Promise<void> {
  const models = modelsOf(services).filter(({ name }) => wanted === 'all' || name === wanted)
  if (models.length === 0) {
    const names = modelsOf(services).map(({ name }) => name)
    const detail = `no existe el modelo ${wanted}; hay: ${names.join(', ')}`
    return complain({ code: 'model-unknown', field: 'modelo', detail }, json)
  }
  const rows = []
  for (const { name, projector } of models) {
    // What was written since somebody last folded it must not count as a difference of the rebuild.
    while (await projector.step());
    const before = await projector.digest()
    await projector.rebuild((done, total) => process.stderr.write(`${name}: ${done} de ${total}\n`))
    const after = await projector.digest()
    rows.push({ name, before, after, same: before === after })
  }
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else
    for (const { name, same } of rows)
      process.stdout.write(`${name}: ${same ? 'reconstruido, igual que antes' : 'reconstruido, y CAMBIÓ'}\n`)
  if (rows.some(({ same }) => !same)) process.exitCode = 3
}
