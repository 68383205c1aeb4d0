import type { Entity } from '@ventanilla/procedures'
import type { Lack } from './move/lacks/lack.ts'

/**
 * What a case is said to be about has to exist. A theme of another system is kept as that system calls it; a product
 * decides in which unit of the regulator's format the case is counted, so it has to be one of the entity's.
 */
export function aboutLacks(
  { themes, products }: Pick<Entity, 'themes' | 'products'>,
  { theme, product }: { theme?: string; product?: string },
  recorded = false,
): Lack[] {
  const lacks: Lack[] = []
  if (theme !== undefined && !recorded && !themes.some(({ id }) => id === theme))
    lacks.push({
      code: 'theme-not-of-entity',
      field: 'body.theme',
      detail: `Los temas de la entidad son: ${themes.map(({ id }) => id).join(', ')}.`,
    })
  if (product !== undefined && !products.some(({ id }) => id === product))
    lacks.push({
      code: 'product-not-of-entity',
      field: 'body.product',
      detail: `Los productos de la entidad son: ${products.map(({ id }) => id).join(', ')}.`,
    })
  return lacks
}
