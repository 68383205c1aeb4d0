import { regimeOf } from '../rules/kinds.ts'
import { listOf } from '../rules/list-of.ts'
import type { Rung } from '../schema/clock.ts'
import type { Entity } from '../schema/entity.ts'
import type { Parameters } from '../schema/parameter.ts'
import type { Procedure } from '../schema/procedure.ts'
import { code, codes, table } from './markdown.ts'
import { exceptionWords, extensionWords, meetingWords, reopensWord, startWords, termWords } from './words.ts'

export function kindsTable(procedure: Procedure): string {
  const rows = procedure.kinds.map((kind) => [
    code(kind.id),
    kind.name,
    termWords(kind.term) + exceptionWords(kind),
    extensionWords(regimeOf(procedure, kind)),
    (regimeOf(procedure, kind)?.name ?? kind.regime) + (kind.law ? `, por ${code(kind.law.regime)}` : ''),
    kind.article,
    kind.source,
  ])
  return table(['Id', 'Tipo', 'Plazo', 'Prórroga', 'Régimen', 'Artículo', 'Fuente'], rows)
}

export function clocksTable(procedure: Procedure): string {
  const rows = procedure.clocks.map((clock) => [
    code(clock.id),
    clock.name,
    termWords(clock.term) + (clock.pauses ? ', se detiene con el término' : ''),
    clock.kinds === undefined ? 'todos' : codes(clock.kinds),
    startWords(clock),
    clock.meets.map(meetingWords).join('; '),
    clock.reopens === 'stays' ? 'queda como terminó' : reopensWord[clock.reopens],
    clock.ladder.map((rung) => `${rung.name}: ${rungWords(rung)}`).join('; '),
    clock.article,
  ])
  const head = ['Id', 'Reloj', 'Plazo', 'Tipos', 'Empieza', 'Se cumple', 'Al reabrir', 'Semáforo', 'Artículo']
  return table(head, rows)
}

export function typificationTable({ typification, levels }: Procedure, { areas }: Entity): string {
  const rows = typification.map(({ when = {}, area, level }, at) => [
    String(at + 1),
    Object.entries(when)
      .map(([field, value]) => `${field}: ${codes(listOf(value))}`)
      .join('; ') || 'por defecto',
    areas.find(({ id }) => id === area)?.name ?? area,
    `${level} – ${levels.find((known) => known.level === level)?.name ?? ''}`,
  ])
  return table(['Regla', 'Cuando', 'Área', 'Nivel'], rows)
}

export function ladderTable({ ladder }: Procedure): string {
  return table(
    ['Id', 'Escalón', 'Cuándo'],
    ladder.map((rung) => [code(rung.id), rung.name, rungWords(rung)]),
  )
}

function rungWords({ atElapsed, atRemaining }: Rung): string {
  if (atElapsed !== undefined) return `al cumplirse el ${atElapsed} % del término`
  if (atRemaining === 0) return 'al terminar el último día'
  return atRemaining === 1 ? 'cuando queda 1 día' : `cuando quedan ${atRemaining} días`
}

export function parametersTable(parameters: Parameters): string {
  const rows = Object.entries(parameters).map(([id, { value, unit, why, source }]) => [
    code(id),
    code(typeof value === 'string' ? value : JSON.stringify(value)) + (unit ? ` ${unit}` : ''),
    why,
    source,
  ])
  return table(['Parámetro', 'Valor', 'Por qué', 'Fuente'], rows)
}

export function areasTable({ areas }: Entity): string {
  return table(
    ['Id', 'Área', 'Misional'],
    areas.map(({ id, name, misional }) => [code(id), name, misional ? 'sí' : '']),
  )
}

export function productsTable({ products }: Entity): string {
  const rows = products.map(({ id, name, unit379 = 'ninguna' }) => [code(id), name, unit379])
  return table(['Id', 'Producto', 'Unidad del formato 379'], rows)
}
