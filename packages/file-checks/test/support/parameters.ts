import { entitiesDir, loadEntities, parameterValue } from '@ventanilla/procedures'
import {
  type FileParameters,
  type ParameterName,
  parameterShapes,
  readParameters,
} from '../../src/parameters.ts'

const procedure = loadEntities(entitiesDir).get('icetex')?.procedures.get('publicaciones')
if (!procedure) throw new Error('icetex has no procedure publicaciones')
const names = Object.keys(parameterShapes) as ParameterName[]
const values = Object.fromEntries(names.map((name) => [name, parameterValue(procedure.parameters, name)]))

/** The limits of the procedure that the entity publishes under, with some of them changed. */
export function parameters(changed: Partial<FileParameters> = {}): FileParameters {
  const read = readParameters({ ...values, ...changed })
  if ('problem' in read) throw new Error(`${read.problem.name}: ${read.problem.code}`)
  return read.parameters
}
