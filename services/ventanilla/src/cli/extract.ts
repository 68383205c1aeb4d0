import { access, constants, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { type BadInput, complain } from './bad-input.ts'
import { dataOption, noData } from './data-option.ts'
import { speakSpanish } from './spanish.ts'
import { withServices } from './with-services.ts'

interface Flags {
  data: string
  entity: string
  format: string
  period: string
  out: string
  newCut?: boolean
  json?: boolean
}

/** What a rule says, with the cases that stand in the way. */
interface Refused {
  code?: string
  detail?: string
  title?: string
  field?: string
  cases?: readonly unknown[]
}

interface Issued {
  extractId: string
  fileName: string
  sha256: string
  cut: number
  corrections?: readonly unknown[] | null
}

const help = `
Expedir otra vez el mismo período da los mismos bytes. Con --new-cut se expide uno nuevo con lo que se sabe hoy, y se
listan sus diferencias con el anterior. Cada columna: docs/reference/formato-379.md.

Termina en 0 si se expidió, en 2 si se usó mal, en 3 si una regla lo impide (por ejemplo, un caso cerrado sin
resultado).

Ejemplo:
  ventanilla extract --entity icetex --period 2026-Q1 --out .`

/** `extract`: a regulator's file, issued or issued again. */
export function registerExtract(program: Command): void {
  dataOption(speakSpanish(program.command('extract')))
    .description('Expide el archivo de un regulador')
    .requiredOption('--period <trimestre>', 'período, como 2026-Q1')
    .option('--entity <entidad>', 'entidad', 'icetex')
    .option('--format <formato>', 'formato', '379')
    .option('--out <carpeta>', 'dónde escribir el archivo', '.')
    .option('--new-cut', 'expide uno nuevo con los hechos de hoy')
    .option('--json', 'escribe JSON con el archivo, su SHA-256, el corte y las correcciones')
    .addHelpText('after', help)
    .action(async (flags: Flags) => {
      const json = flags.json === true
      const wrong = misuse(flags) ?? noData(flags.data) ?? (await notWritable(flags.out))
      if (wrong) return complain(wrong, json)
      await withServices(flags.data, async ({ services, request }) => {
        const reporting = services.find(({ name }) => name === 'reporting')
        for (const projector of reporting?.projectors ?? []) while (await projector.step());
        const { entity, format, period } = flags
        const order = { entity, format, period, ...(flags.newCut && { newCut: true }) }
        const answer = await request('POST', '/v1/extracts', order)
        if (answer.status !== 200 && answer.status !== 201) {
          const { code = '', detail, title = '', field, cases } = answer.json() as Refused
          const told = { code, ...(field !== undefined && { field }), detail: detail ?? title }
          if (json)
            process.stderr.write(`${JSON.stringify({ error: { ...told, ...(cases && { cases }) } })}\n`)
          else {
            complain(told, false)
            for (const one of cases ?? []) process.stderr.write(`  ${JSON.stringify(one)}\n`)
          }
          // What can't be asked for at all is a wrong use; what a rule holds back is not.
          process.exitCode = answer.status === 400 || answer.status === 404 ? 2 : 3
          return
        }
        const issued = answer.json() as Issued
        const file = await request('GET', `/v1/extracts/${issued.extractId}/file`)
        const path = join(flags.out, issued.fileName)
        await writeFile(path, file.body)
        if (json) process.stdout.write(`${JSON.stringify({ ...issued, path }, null, 2)}\n`)
        else
          process.stdout.write(
            `${path}\nSHA-256 ${issued.sha256}\ncorte ${issued.cut}\n${corrections(issued)}`,
          )
      })
    })
}

function misuse({ period }: Flags): BadInput | undefined {
  if (/^\d{4}-Q[1-4]$/.test(period)) return undefined
  return {
    code: 'bad-period',
    field: 'period',
    detail: `--period «${period}» no es un trimestre, como 2026-Q1`,
  }
}

/** Asked before anything is issued: an issue is a fact, and can't be taken back for want of a folder. */
async function notWritable(folder: string): Promise<BadInput | undefined> {
  try {
    await access(folder, constants.W_OK)
    return undefined
  } catch {
    return { code: 'out-unusable', field: 'out', detail: `no se puede escribir en la carpeta ${folder}` }
  }
}

function corrections({ corrections }: Issued): string {
  if (!corrections || corrections.length === 0) return ''
  const lines = corrections.map((one) => `  ${JSON.stringify(one)}\n`)
  return `Diferencias con el anterior:\n${lines.join('')}`
}
