import type { Parameters, ParameterValue } from '../schema/parameter.ts'

/** The value of a parameter that the definition must have; its absence is a bug of who asks or of the file. */
export function parameterValue(parameters: Parameters, id: string): ParameterValue {
  const parameter = parameters[id]
  if (parameter === undefined) throw new TypeError(`there is no parameter «${id}»`)
  return parameter.value
}
