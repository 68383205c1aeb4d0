import type { Indicator } from '../schema/indicators.ts'
import type { Template } from '../schema/templates.ts'
import { code, codes, table } from './markdown.ts'

export function templatesTable(templates: readonly Template[]): string {
  const rows = templates.map(({ id, name, file, version, approvedBy, approvedOn, kinds, use }) => [
    code(id),
    name,
    useWords[use],
    kinds === undefined ? 'todos' : codes(kinds),
    String(version),
    `${approvedBy}, ${approvedOn}`,
    code(file),
  ])
  return table(['Id', 'Plantilla', 'Para', 'Tipos', 'Versión', 'Aprobada', 'Archivo'], rows)
}

const useWords: Record<Template['use'], string> = {
  acknowledgement: 'el acuse de recibo',
  answer: 'la respuesta',
  closing: 'el cierre',
  extension: 'la prórroga',
  merge: 'la acumulación',
  'new-date': 'la nueva fecha',
  request: 'el requerimiento',
  transfer: 'el traslado',
  withdrawal: 'el desistimiento',
}

export function indicatorsTable(indicators: readonly Indicator[]): string {
  const rows = indicators.map(
    ({
      id,
      name,
      formula,
      unit,
      target,
      direction,
      dimension,
      kinds,
      reached,
      field,
      atLeast,
      of,
      source,
    }) => [
      code(id),
      name,
      [
        code(formula),
        ...(kinds === undefined ? [] : [`de ${codes(kinds)}`]),
        ...(reached === undefined ? [] : [`que llegaron al nivel ${reached}`]),
        ...(field === undefined ? [] : [`de ${code(`${field.form}.${field.id}`)}`]),
        ...(atLeast === undefined ? [] : [`desde ${atLeast}`]),
        ...(of === undefined ? [] : [`sobre ${code(of)}`]),
      ].join(' '),
      target === undefined ? 'sin meta' : `${direction === 'up' ? '≥' : '≤'} ${target} ${unit}`,
      dimension === undefined ? '' : code(dimension),
      source,
    ],
  )
  return table(['Id', 'Indicador', 'Fórmula', 'Meta', 'Por', 'Fuente'], rows)
}
