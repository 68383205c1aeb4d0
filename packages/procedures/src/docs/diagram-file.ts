import type { Procedure } from '../schema/procedure.ts'

/** Where the diagram of a version lies beside the reference page. */
export function diagramFile(entity: string, { id, version }: Pick<Procedure, 'id' | 'version'>): string {
  return `diagrams/${entity}-${id}-${version}.svg`
}
