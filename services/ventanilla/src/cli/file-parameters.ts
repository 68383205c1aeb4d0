import { isDeepStrictEqual } from 'node:util'
import { bogotaDate } from '@ventanilla/calendar'
import {
  type FileParameters,
  type ParameterName,
  parameterShapes,
  readParameters,
} from '@ventanilla/file-checks'
import { entitiesDir, loadEntities, type Parameters, procedureOn } from '@ventanilla/procedures'
import { systemClock } from '@ventanilla/runtime/clock'
import { type BadInput, isBadInput } from './bad-input.ts'
import { readSettings, type Setting } from './set-option.ts'

export interface ParameterFlags {
  entity: string
  procedure: string
  set?: readonly string[]
}

/** The limits of a procedure, with those changed that `--set` names; or what is wrong with the asking. */
export function fileParameters({ entity, procedure, set = [] }: ParameterFlags): FileParameters | BadInput {
  const found = loadEntities(process.env.ENTITIES_DIR ?? entitiesDir).get(entity)
  if (!found)
    return { code: 'entity-unknown', field: 'entity', detail: `no se conoce la entidad «${entity}»` }
  const definition = procedureOn(found, procedure, bogotaDate(systemClock().now()))
  if (!definition) {
    const detail = `«${entity}» no tiene el procedimiento «${procedure}»`
    return { code: 'procedure-unknown', field: 'procedure', detail }
  }
  const given: Record<string, { value: unknown }> = { ...definition.parameters }
  const settings = readSettings(set, 'banner-peso-maximo=150000')
  if (isBadInput(settings)) return settings
  for (const setting of settings) {
    const change = readChange(setting, definition.parameters)
    if (isBadInput(change)) return change
    given[change.name] = { value: change.value }
  }
  const read = readParameters(given)
  if ('parameters' in read) return read.parameters
  const { code, name } = read.problem
  if (code === 'parameter-missing')
    return { code, field: 'procedure', detail: `el procedimiento «${procedure}» no dice «${name}»` }
  const changed = settings.some(([key]) => key === name)
  return { code, field: changed ? 'set' : 'procedure', detail: `el valor de «${name}» no se entiende` }
}

const names = Object.keys(parameterShapes) as ParameterName[]

function readChange(
  [key, text]: Setting,
  parameters: Parameters,
): { name: ParameterName; value: unknown } | BadInput {
  const name = names.find((one) => one === key)
  if (!name) {
    const detail = `--set no conoce «${key}»; es uno de: ${names.join(', ')}`
    return { code: 'parameter-unknown', field: 'set', detail }
  }
  const value = jsonOrText(text)
  const options = parameters[name]?.options
  if (options && !options.some((option) => isDeepStrictEqual(option, value))) {
    const detail = `«${name}» es uno de: ${options.map((option) => JSON.stringify(option)).join(', ')}`
    return { code: 'option-unknown', field: 'set', detail }
  }
  return { name, value }
}

/** `153600`, `{"width":1920,"height":550}` or a word as it stands. */
function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
