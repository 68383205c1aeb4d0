import { entitiesDir, loadEntities } from '@ventanilla/procedures'
import { type FileParameters, readParameters } from '../../src/parameters.ts'

const procedure = loadEntities(entitiesDir).get('icetex')?.procedures.get('publicaciones')
if (!procedure) throw new Error('icetex has no procedure publicaciones')
const given = procedure.parameters

/** The limits of the procedure that the entity publishes under, with some of them changed. */
export function parameters(changed: Partial<FileParameters> = {}): FileParameters {
  const values = Object.entries(changed).map(([name, value]) => [name, { value }])
  const read = readParameters({ ...given, ...Object.fromEntries(values) })
  if ('problem' in read) throw new Error(`${read.problem.name}: ${read.problem.code}`)
  return read.parameters
}
