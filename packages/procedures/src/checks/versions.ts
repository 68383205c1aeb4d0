import type { Problem } from '../problem.ts'
import type { Procedure } from '../schema/procedure.ts'
import { readYaml } from '../yaml/yaml-text.ts'

export interface ProcedureFile {
  file: string
  text: string
  procedure: Procedure
}

/**
 * The versions of an entity's procedures in ascending order. On any day at most one version of a procedure is in
 * force, or a case could be born under either.
 * @throws ProcedureError at the later of two versions that collide
 */
export function checkVersions(files: readonly ProcedureFile[]): Procedure[] {
  const sorted = files.toSorted(
    (a, b) => a.procedure.id.localeCompare(b.procedure.id) || a.procedure.version - b.procedure.version,
  )
  for (const [at, later] of sorted.entries()) {
    const problems = sorted.slice(0, at).flatMap((earlier) => collision(earlier.procedure, later.procedure))
    if (problems.length > 0) readYaml(later.text, later.file).fail(problems)
  }
  return sorted.map(({ procedure }) => procedure)
}

function collision(earlier: Procedure, later: Procedure): Problem[] {
  if (earlier.id !== later.id) return []
  if (earlier.version === later.version) {
    const detail = `La versión ${later.version} de «${later.id}» está en dos archivos`
    return [{ code: 'duplicate-version', path: ['version'], detail }]
  }
  // One that doesn't say when it ends, ends where the next one begins.
  const { from, to = from } = earlier.valid
  if (to < later.valid.from) return []
  if (later.valid.to !== undefined && later.valid.to < from) return []
  const detail = `Las versiones ${earlier.version} y ${later.version} rigen a la vez`
  return [{ code: 'overlapping-validity', path: ['valid'], detail }]
}
