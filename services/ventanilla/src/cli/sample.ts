import { writeFile } from 'node:fs/promises'
import { isLocalDate, withOverlays } from '@ventanilla/calendar'
import type { Command } from 'commander'
import { generateSample } from '../sample.ts'
import { complain, isBadInput } from './bad-input.ts'
import { collect, readOverlays } from './overlay-files.ts'
import { writeYear } from './sample-year.ts'
import { speakSpanish } from './spanish.ts'

interface SampleFlags {
  seed: string
  filings: string
  from: string
  months: string
  calendar?: string[]
  out?: string
  json?: boolean
  year?: string
  cases: string
  procedure: string
}

const help = `
Las mismas opciones dan los mismos bytes en cualquier máquina. No describe a ninguna persona.

Con --year genera un año de casos con su historia, y no radicaciones: valen entonces --cases y --procedure, y no
--filings, --from ni --months. Sus columnas:
  row, procedure, version   número del caso, procedimiento y versión bajo la que nace
  kind, channel             tipo y canal
  received_at               instante en que llega (UTC)
  theme, product, area      de qué trata y qué área lo atiende primero
  due_on, late              vencimiento y si se respondió tarde, contado todo lo que pasa; vacíos si no hay
  moves                     movimientos que se hacen, por su identificador
  story                     lo que la gente hace y cuándo, en JSON: los hechos de «procedure simulate»

Ejemplos:
  ventanilla sample --seed 7 --filings 1000 --out muestra.csv
  ventanilla sample --year 2027 --cases 5000 --procedure pqrsd --out anio.csv`

/** `sample`: a lifelike file of filings, from a seed. */
export function registerSample(program: Command): void {
  speakSpanish(program.command('sample'))
    .description('Genera un archivo de radicaciones verosímil')
    .option('--seed <número>', 'semilla', '1')
    .option('--filings <n>', 'cuántas radicaciones', '600')
    .option('--from <fecha>', 'primer día', '2026-01-05')
    .option('--months <n>', 'meses desde ese día', '5')
    .option('--year <año>', 'un año de casos con su historia, en lugar de radicaciones')
    .option('--cases <n>', 'cuántos casos tiene el año', '1000')
    .option('--procedure <nombre>', 'pqrsd, publicaciones o both', 'both')
    .option('--calendar <archivo>', 'calendario YAML de la entidad; puede repetirse', collect)
    .option('--out <archivo>', 'dónde escribirlo; sin él, a la salida estándar')
    .option('--json', 'dice qué escribió como JSON; pide --out')
    .addHelpText('after', help)
    .action(async (flags: SampleFlags) => {
      const json = flags.json === true
      if (flags.year !== undefined) return sampleYear(flags, json)
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

async function sampleYear(flags: SampleFlags, json: boolean): Promise<void> {
  if (json && flags.out === undefined)
    return complain({ code: 'out-missing', field: 'out', detail: 'con --json hay que dar --out' }, json)
  const written = await writeYear(flags)
  if (isBadInput(written)) return complain(written, json)
  if (json) process.stdout.write(`${JSON.stringify(written)}\n`)
}
