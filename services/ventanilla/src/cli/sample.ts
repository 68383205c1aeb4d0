import { writeFile } from 'node:fs/promises'
import { isLocalDate, withOverlays } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { generateSample } from '../sample.ts'
import { complain, isBadInput } from './bad-input.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { speakSpanish } from './spanish.ts'

interface SampleFlags {
  seed: string
  filings: string
  from: string
  months: string
  calendar?: string[]
  out?: string
  json?: boolean
}

const help = `
Las mismas opciones dan los mismos bytes en cualquier máquina. No describe a ninguna persona.

Ejemplo:
  ventanilla sample --seed 7 --filings 1000 --out muestra.csv`

/** `sample`: a lifelike file of filings, from a seed. */
export function registerSample(program: Command): void {
  speakSpanish(program.command('sample'))
    .description('Genera un archivo de radicaciones verosímil')
    .option('--seed <número>', 'semilla', '1')
    .option('--filings <n>', 'cuántas radicaciones', '600')
    .option('--from <fecha>', 'primer día', '2026-01-05')
    .option('--months <n>', 'meses desde ese día', '5')
    .option('--calendar <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--out <archivo>', 'dónde escribirlo; sin él, a la salida estándar')
    .option('--json', 'dice qué escribió como JSON; pide --out')
    .addHelpText('after', help)
    .action(async (flags: SampleFlags) => {
      const json = flags.json === true
      const overlays = await readOverlays(flags.calendar)
      if (isBadInput(overlays)) return complain(overlays, json)
      for (const field of ['seed', 'filings', 'months'] as const)
        if (!/^\d{1,7}$/.test(flags[field]))
          return complain({ code: `${field}-invalid`, field, detail: `--${field} es un número entero` }, json)
      if (!isLocalDate(flags.from))
        return complain(
          { code: 'from-invalid', field: 'from', detail: '--from es una fecha AAAA-MM-DD' },
          json,
        )
      if (json && flags.out === undefined)
        return complain({ code: 'out-missing', field: 'out', detail: 'con --json hay que dar --out' }, json)
      const counts = {
        filings: Number(flags.filings),
        months: Number(flags.months),
        seed: Number(flags.seed),
      }
      let text: string
      try {
        text = generateSample({ ...counts, from: flags.from, calendar: withOverlays(overlays) })
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        return complain(
          {
            code: 'sample-invalid',
            detail:
              'no se puede generar: --filings va de 1 a 1.000.000, y --from más --months de 1984 a 2100',
          },
          json,
        )
      }
      if (flags.out === undefined) process.stdout.write(text)
      else
        try {
          await writeFile(flags.out, text)
        } catch {
          return complain(
            { code: 'out-unusable', field: 'out', detail: `no se puede escribir ${flags.out}` },
            json,
          )
        }
      if (json) process.stdout.write(`${JSON.stringify({ file: flags.out, ...counts, from: flags.from })}\n`)
    })
}
