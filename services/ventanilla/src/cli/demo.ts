import type { Command } from 'commander'
import type { DemoOptions } from '../demo/demo.ts'
import { printProgress, printSummary } from '../demo/print.ts'
import type { Summary } from '../demo/summary.ts'
import { complain, isBadInput } from './bad-input.ts'
import { cliLogger } from './cli-logger.ts'
import { dataOption, holdData } from './data-option.ts'
import { interruptible } from './interruptible.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { speakSpanish } from './spanish.ts'
import {
  type ChosenTopology,
  chosenTopology,
  type TopologyFlags,
  topologyOptions,
} from './topology-option.ts'

interface DemoFlags extends TopologyFlags {
  data: string
  filings?: string
  calendar?: string[]
  seed: string
  json?: boolean
}

const help = `
Abre todos los servicios, en este proceso o cada uno en el suyo (--topology distributed, como «up»), radica cada fila por HTTP como lo haría un
adaptador, avanza el reloj por las fechas del archivo y expide los extractos de cada trimestre. Repetirla sobre los
mismos datos no radica nada dos veces. Las columnas del archivo: docs/reference/demo.md.

Termina en 0 si todo salió como debe, en 1 si algo falló, en 2 si se usó mal, y en 3 si hubo vencimientos distintos
de los oficiales o correos sin recibir. Interrumpida con Ctrl+C o SIGTERM, detiene lo que inició y termina en 130 o 143.

Ejemplo:
  ventanilla demo --filings radicaciones.csv --calendar calendario.yaml`

/** `demo`: the whole job, from what a citizen sends to what the Superfinanciera receives. */
export function registerDemo(program: Command): void {
  topologyOptions(dataOption(speakSpanish(program.command('demo'))))
    .description('Radica un archivo completo y muestra qué resultó')
    .option('--filings <archivo>', 'CSV de radicaciones; sin él se genera una muestra')
    .option('--calendar <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--seed <número>', 'semilla de la muestra', '1')
    .option('--json', 'escribe el resumen como JSON')
    .addHelpText('after', help)
    .action(async (flags: DemoFlags) => {
      const json = flags.json === true
      const overlays = await readOverlays(flags.calendar)
      if (isBadInput(overlays)) return complain(overlays, json)
      if (!/^\d{1,9}$/.test(flags.seed))
        return complain({ code: 'seed-invalid', field: 'seed', detail: '--seed es un número' }, json)
      const chosen = chosenTopology(flags)
      if (isBadInput(chosen)) return complain(chosen, json)
      await interruptible((broken) => run(flags, { ...chosen, overlays, broken }), {
        stopping: 'Se interrumpió: se detiene lo que se había iniciado…',
        stopped:
          'La demostración quedó a medias. La misma orden sigue donde iba, sin radicar nada dos veces.',
      })
    })
}

async function run(
  flags: DemoFlags,
  given: ChosenTopology & Pick<DemoOptions, 'overlays' | 'broken'>,
): Promise<void> {
  const json = flags.json === true
  await using lock = await holdData(flags.data, json)
  if (!lock) return
  const progress = printProgress(process.stderr, () => performance.now())
  // Loaded here: a verb that only counts days needn't wait for every service.
  const { DemoRefused, demo } = await import('../demo/demo.ts')
  try {
    const summary = await demo({
      ...given,
      dataDir: flags.data,
      ...(flags.filings !== undefined && { filings: flags.filings }),
      calendars: flags.calendar ?? [],
      seed: Number(flags.seed),
      logger: cliLogger(),
      progress,
    })
    process.stdout.write(
      json ? `${JSON.stringify(summary, null, 2)}\n` : printSummary(summary, flags.data, given.topology),
    )
    process.exitCode = verdict(summary)
  } catch (error) {
    if (given.broken.aborted) return
    if (error instanceof DemoRefused)
      return complain({ code: 'filings-unusable', field: 'filings', detail: error.message }, json)
    process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}

function verdict({ filings, due, messages }: Summary): number {
  const delivered = messages.sent === messages.requested && messages.received === messages.sent
  return due.differing === 0 && filings.untold.length === 0 && delivered ? 0 : 3
}
