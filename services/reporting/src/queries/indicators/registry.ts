import type { Formula } from '@ventanilla/procedures'

/** An indicator as it is told to people, with the expression that counts it over a group of case files. */
export interface Indicator {
  readonly id: string
  /** Raised whenever the formula changes: numbers of two versions can't be compared. */
  readonly version: number
  readonly name: string
  readonly definition: string
  readonly unit: 'casos' | '%' | 'días calendario'
  /** Whether more is better. */
  readonly direction: 'up' | 'down' | 'none'
  /** `$4` is today in Bogotá. */
  readonly sql: string
}

const answered = 'answered_on is not null'
const prioritized = "priority = 'granted'"
const escalated = `${answered} and reached_level > 1`

/** Everything is counted over the cases received in the period, as they stand now. */
export const indicators = [
  {
    id: 'received',
    version: 1,
    name: 'Recibidos',
    definition: 'Casos cuya fecha de recepción, en día de Bogotá, está en el período.',
    ...{ unit: 'casos', direction: 'none', sql: 'count(*)' },
  },
  {
    id: 'answered',
    version: 1,
    name: 'Respondidos',
    definition:
      'Recibidos con respuesta de fondo. Uno que se reabre deja de contar hasta que se responde otra vez.',
    ...{ unit: 'casos', direction: 'none', sql: `count(*) filter (where ${answered})` },
  },
  {
    id: 'inTime',
    version: 1,
    name: 'Respondidos a tiempo',
    definition: 'Respondidos a más tardar el día en que vencía su término, con prórrogas y suspensiones.',
    ...{ unit: 'casos', direction: 'up', sql: `count(*) filter (where ${answered} and not late)` },
  },
  {
    id: 'late',
    version: 1,
    name: 'Respondidos fuera de tiempo',
    definition: 'Respondidos después del día en que vencía su término.',
    ...{ unit: 'casos', direction: 'down', sql: `count(*) filter (where ${answered} and late)` },
  },
  {
    id: 'endedOtherwise',
    version: 2,
    name: 'Terminados sin respuesta',
    definition:
      'Recibidos que terminaron por desistimiento, traslado o anulación, sin respuesta de fondo; no los acumulados en otro.',
    ...{ unit: 'casos', direction: 'none' },
    sql: 'count(*) filter (where not open and answered_on is null and merged_into is null)',
  },
  {
    id: 'merged',
    version: 1,
    name: 'Acumulados en otro caso',
    definition:
      'Recibidos que no se han respondido por aparte, porque otro caso sigue por ellos y se cuenta.',
    ...{ unit: 'casos', direction: 'none' },
    sql: 'count(*) filter (where answered_on is null and merged_into is not null)',
  },
  {
    id: 'open',
    version: 1,
    name: 'Abiertos',
    definition: 'Recibidos que no se han respondido ni han terminado.',
    ...{ unit: 'casos', direction: 'down', sql: 'count(*) filter (where open)' },
  },
  {
    id: 'openLate',
    version: 1,
    name: 'Abiertos y vencidos',
    definition: 'Abiertos cuyo término venció antes de hoy. Un término suspendido no vence.',
    ...{ unit: 'casos', direction: 'down', sql: 'count(*) filter (where open and due < $4::date)' },
  },
  {
    id: 'timeliness',
    version: 1,
    name: 'Oportunidad en la atención',
    definition: 'Respondidos a tiempo, por cada cien respondidos con término.',
    ...{ unit: '%', direction: 'up' },
    sql: `round(100.0 * count(*) filter (where ${answered} and not late)
                / nullif(count(*) filter (where ${answered} and late is not null), 0), 2)::float8`,
  },
  {
    id: 'answeredShare',
    version: 1,
    name: 'Eficacia en la atención',
    definition:
      'Respondidos de fondo, por cada cien recibidos. Los que terminaron sin respuesta también son recibidos.',
    ...{ unit: '%', direction: 'up' },
    sql: `round(100.0 * count(*) filter (where ${answered}) / nullif(count(*), 0), 2)::float8`,
  },
  {
    id: 'averageDays',
    version: 1,
    name: 'Tiempo medio de respuesta',
    definition:
      'Días calendario entre la recepción y la respuesta, en promedio; cero si se respondió antes o ese día.',
    ...{ unit: 'días calendario', direction: 'down' },
    sql: `round(avg(greatest(answered_on - received_on, 0)) filter (where ${answered}), 2)::float8`,
  },
  {
    id: 'extended',
    version: 1,
    name: 'Prorrogados',
    definition: 'Recibidos cuyo término se prorrogó al menos una vez.',
    ...{ unit: 'casos', direction: 'down', sql: 'count(*) filter (where extended_days > 0)' },
  },
  {
    id: 'escalationEffectiveness',
    version: 1,
    name: 'Eficacia del escalonamiento',
    definition:
      'De los casos que pasaron del primer nivel y se respondieron con término: los que respondió a tiempo el nivel más alto al que llegaron, sin devolverlos, por cada cien.',
    ...{ unit: '%', direction: 'up' },
    sql: `round(100.0 * count(*) filter (where ${escalated} and not late and level = reached_level)
                / nullif(count(*) filter (where ${escalated} and late is not null), 0), 2)::float8`,
  },
  {
    id: 'prioritized',
    version: 1,
    name: 'Con atención prioritaria',
    definition: 'Recibidos a los que se concedió la atención prioritaria, y no se les ha retirado.',
    ...{ unit: 'casos', direction: 'none', sql: `count(*) filter (where ${prioritized})` },
  },
  {
    id: 'prioritizedTimeliness',
    version: 1,
    name: 'Oportunidad en la atención prioritaria',
    definition:
      'Los que tienen prioridad y se respondieron a tiempo, por cada cien de ellos respondidos con término.',
    ...{ unit: '%', direction: 'up' },
    sql: `round(100.0 * count(*) filter (where ${prioritized} and ${answered} and not late)
                / nullif(count(*) filter (where ${prioritized} and ${answered} and late is not null), 0), 2)::float8`,
  },
] as const satisfies readonly Indicator[]

export type IndicatorId = (typeof indicators)[number]['id']

/** Those that are counted beside the case files alone. */
const others: Readonly<Record<Exclude<Formula, IndicatorId>, string>> = {
  rated: 'Casos en que se respondió el campo del formulario.',
  averageRating: 'Lo que dice el campo del formulario, en promedio de los casos en que se respondió.',
  satisfied:
    'Casos en que el campo del formulario dice sí, o desde el valor que se fija, por cada cien en que se respondió.',
  decrease: 'Cuánto menos se recibió que en el período anterior, en porcentaje de lo recibido en él.',
  share: 'Casos recibidos, por cada cien del número que dice la entidad.',
}

/** What a formula counts, in Spanish. */
export function definitionOf(formula: Formula): string {
  const counted = indicators.find(({ id }) => id === formula)
  return counted?.definition ?? others[formula as keyof typeof others]
}
