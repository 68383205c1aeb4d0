import { isDeepStrictEqual } from 'node:util'
import type { Problem } from '../problem.ts'
import type { Parameters } from '../schema/parameter.ts'

/** A parameter that lists what the software understands may not ask for anything else. */
export function parameterProblems(parameters: Parameters, field: 'parameters' | 'params'): Problem[] {
  return Object.entries(parameters).flatMap(([id, { value, options }]): Problem[] => {
    if (options === undefined || options.some((option) => isDeepStrictEqual(option, value))) return []
    const detail = `El valor de «${id}» no está entre sus opciones`
    return [{ code: 'option-unknown', path: [field, id, 'value'], detail }]
  })
}
