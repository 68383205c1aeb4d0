import { svgOf } from '../diagram/svg.ts'
import { jsonSchemas } from '../json-schema.ts'
import type { Entity } from '../schema/entity.ts'
import { diagramFile } from './diagram-file.ts'
import { pageRegions } from './page.ts'
import { fillRegions } from './regions.ts'

export const pageFile = 'docs/reference/procedures.md'
export const diagramsFolder = 'docs/reference/diagrams'
export const schemasFolder = 'packages/procedures/schemas'

/** Every file of the repository that is written from the definitions, by its path. @param page as it is now */
export async function generatedFiles(page: string, entity: Entity): Promise<Map<string, string>> {
  const diagrams = entity.versions.map(
    async (version) => [`docs/reference/${diagramFile(entity.id, version)}`, await svgOf(version)] as const,
  )
  const schemas = Object.entries(jsonSchemas).map(
    ([name, schemaOf]) => [`${schemasFolder}/${name}.schema.json`, asText(schemaOf())] as const,
  )
  return new Map([
    [pageFile, fillRegions(page, pageRegions(entity))],
    ...(await Promise.all(diagrams)),
    ...schemas,
  ])
}

function asText(json: object): string {
  return `${JSON.stringify(json, null, 2)}\n`
}
