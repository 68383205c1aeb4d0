import type { EntitySource } from '../schema/entity.ts'

/** The pieces of a filing number around its consecutive. */
export interface RadicadoFormat {
  /** The consecutive starts again with each of these: one per entity and year (Acuerdo AGN 001 de 2024). */
  series: string
  prefix: string
  /** Digits of the consecutive; a larger number is written whole. */
  width: number
  suffix: string
}

export function radicadoFormat(
  entity: Pick<EntitySource, 'id' | 'code' | 'radicado'>,
  year: number,
): RadicadoFormat {
  const [before = '', width = '', after = ''] = entity.radicado.split(/\{number:(\d+)\}/)
  const fill = (part: string) => part.replaceAll('{code}', entity.code).replaceAll('{year}', String(year))
  return { series: `${entity.id}/${year}`, prefix: fill(before), width: Number(width), suffix: fill(after) }
}
