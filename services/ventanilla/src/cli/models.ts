import type { Projector } from '@ventanilla/projections'
import { projectorsOf, type Service } from '@ventanilla/runtime'
import type { BadInput } from './bad-input.ts'

export interface Model {
  /** 'service/model'. */
  name: string
  projector: Projector
}

export function modelsOf(services: readonly Service[]): Model[] {
  return services.flatMap((service) =>
    projectorsOf(service).map((projector) => ({ name: `${service.name}/${projector.name}`, projector })),
  )
}

/** The models of a name, or of all names. */
export function findModels(services: readonly Service[], wanted: string): Model[] | BadInput {
  const models = modelsOf(services)
  const found = models.filter(({ name }) => wanted === 'all' || name === wanted)
  if (found.length > 0) return found
  const detail = `no existe el modelo ${wanted}; hay: ${models.map(({ name }) => name).join(', ')}`
  return { code: 'model-unknown', field: 'modelo', detail }
}
