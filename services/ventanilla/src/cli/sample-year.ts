import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { withOverlays } from '@ventanilla/calendar'
import { entitiesDir, loadEntity } from '@ventanilla/procedures'
import { generateYear, type ProcedureName, procedureNames, type YearOptions } from '../year/year.ts'
import { yearLines } from '../year/year-csv.ts'
import { type BadInput, isBadInput } from './bad-input.ts'
import { readOverlays } from './overlay-files.ts'

export interface YearFlags {
  seed: string
  year?: string
  cases: string
  procedure: string
  calendar?: string[]
  out?: string
}

/** Writes a year of cases with their stories, case after case as they are made; or says what is wrong. */
export async function writeYear(flags: YearFlags): Promise<Record<string, unknown> | BadInput> {
  const asked = askedIn(flags)
  if (isBadInput(asked)) return asked
  const overlays = await readOverlays(flags.calendar)
  if (isBadInput(overlays)) return overlays
  const entity = loadEntity(join(process.env.ENTITIES_DIR ?? entitiesDir, 'icetex'))
  const options: YearOptions = { ...asked, entity, calendar: withOverlays(overlays) }
  let written = 0
  function* counted() {
    for (const one of generateYear(options)) {
      written += 1
      yield one
    }
  }
  const lines = Readable.from(yearLines(counted()))
  try {
    if (flags.out === undefined) await pipeline(lines, process.stdout, { end: false })
    else await pipeline(lines, createWriteStream(flags.out))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    // Who reads the output may have read enough.
    if (flags.out === undefined && error.code === 'EPIPE') return {}
    return { code: 'out-unusable', field: 'out', detail: `no se puede escribir ${flags.out ?? 'la salida'}` }
  }
  const { seed, year } = asked
  return { file: flags.out, cases: written, year, seed, procedure: flags.procedure }
}

interface AskedYear {
  seed: number
  year: number
  cases: number
  procedures: readonly ProcedureName[]
}

function askedIn({ seed, year = '', cases, procedure }: YearFlags): AskedYear | BadInput {
  if (!/^\d{4}$/.test(year) || year < '2022' || year > '2099')
    return { code: 'year-invalid', field: 'year', detail: '--year va de 2022 a 2099' }
  for (const [field, value] of Object.entries({ seed, cases }))
    if (!/^\d{1,7}$/.test(value))
      return { code: `${field}-invalid`, field, detail: `--${field} es un número entero` }
  if (Number(cases) < 1 || Number(cases) > 5_000_000)
    return { code: 'cases-invalid', field: 'cases', detail: '--cases va de 1 a 5.000.000' }
  const procedures = procedureNames.filter((name) => procedure === 'both' || procedure === name)
  if (procedures.length === 0) {
    const detail = `--procedure es ${procedureNames.join(', ')} o both`
    return { code: 'procedure-invalid', field: 'procedure', detail }
  }
  return { seed: Number(seed), year: Number(year), cases: Number(cases), procedures }
}
