import { createReadStream } from 'node:fs'
import { open, stat, unlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { isLocalDate } from '@ventanilla/calendar'
import {
  type BannerOrder,
  bannerPlaces,
  type CleaningRecord,
  checkFile,
  cleanFile,
  type FileKind,
  type FileReport,
} from '@ventanilla/file-checks'
import { type BadInput, isBadInput } from './bad-input.ts'
import { fileParameters, type ParameterFlags } from './file-parameters.ts'

export interface CheckFlags extends ParameterFlags {
  place?: string
  title?: string
  description?: string
  callToAction?: string
  from?: string
  until?: string
  clean?: string
  json?: boolean
}

export interface CheckOutcome extends FileReport {
  readonly cleaning?: CleaningRecord | { readonly notCleaned: string; readonly detail: string }
  /** What the copy without metadata is told. */
  readonly copy?: FileReport
}

/** Whether what would be published passes: the copy, where there is one. */
export const passes = ({ ok, copy }: CheckOutcome): boolean => copy?.ok ?? ok

/** What a file is told, or what is wrong with the asking. */
export async function runCheck(
  kind: FileKind,
  path: string,
  flags: CheckFlags,
): Promise<CheckOutcome | BadInput> {
  const parameters = fileParameters(flags)
  if (isBadInput(parameters)) return parameters
  const banner = bannerOrder(flags)
  if (isBadInput(banner)) return banner
  const known = await stat(path).catch(() => undefined)
  if (!known?.isFile()) return { code: 'file-unreadable', detail: `no se pudo leer el archivo ${path}` }
  const taken = flags.clean !== undefined && (await stat(flags.clean).catch(() => undefined)) !== undefined
  if (taken) return { code: 'file-exists', field: 'clean', detail: `ya hay un archivo ${flags.clean}` }
  const report = await checkFile(createReadStream(path), { kind, parameters, banner, name: basename(path) })
  if (flags.clean === undefined) return report
  const cleaning = await cleanFile(createReadStream(path))
  if (!('record' in cleaning)) return { ...report, cleaning }
  const written = await write(flags.clean, cleaning.content)
  if (written) return written
  const copy = await checkFile(createReadStream(flags.clean), {
    kind,
    parameters,
    name: basename(flags.clean),
  })
  return { ...report, cleaning: cleaning.record, copy }
}

function bannerOrder(flags: CheckFlags): BannerOrder | BadInput {
  const { place, title, description, callToAction, from, until } = flags
  if (place !== undefined && !bannerPlaces.some((one) => one === place))
    return { code: 'place-unknown', field: 'place', detail: `--place es home o internal, no «${place}»` }
  for (const [option, date] of Object.entries({ from, until }))
    if (date !== undefined && !isLocalDate(date))
      return {
        code: 'date-invalid',
        field: option,
        detail: `--${option} debe ser una fecha AAAA-MM-DD, no «${date}»`,
      }
  if ((from === undefined) !== (until === undefined)) {
    const missing = from === undefined ? 'from' : 'until'
    return {
      code: 'option-missing',
      field: missing,
      detail: `falta la opción --${missing}: la otra sola no dice nada`,
    }
  }
  if (from !== undefined && until !== undefined && until < from)
    return { code: 'days-reversed', field: 'until', detail: `--until ${until} es anterior a --from ${from}` }
  const given = { place, title, description, callToAction, from, until }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** Whole or not at all, and never over another file. */
async function write(path: string, content: Buffer): Promise<BadInput | undefined> {
  const file = await open(path, 'wx').catch(() => undefined)
  if (!file)
    return { code: 'file-unwritable', field: 'clean', detail: `no se pudo escribir el archivo ${path}` }
  try {
    await file.writeFile(content)
    await file.sync()
  } catch (error) {
    await unlink(path)
    throw error
  } finally {
    await file.close()
  }
  return undefined
}
