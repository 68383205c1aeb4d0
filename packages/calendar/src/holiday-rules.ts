import type { LocalDate } from './local-date.ts'

/** When a holiday is kept: on its date, on the Monday from its date on, or some days from Easter Sunday. */
export type HolidayDay =
  | { readonly fixed: string } // 'MM-DD'
  | { readonly mondayFrom: string } // 'MM-DD'; the day itself if it is a Monday
  | { readonly easter: number } // days after Easter Sunday

export interface HolidayRule {
  readonly id: string
  readonly name: string
  readonly day: HolidayDay
  /** First and last day on which the rule can produce a holiday; no `to` while it is in force. */
  readonly from: LocalDate
  readonly to?: LocalDate
  readonly source: string
}

// Before 1984 the same feasts were kept on their own dates under other laws; that past is not modelled.
const ley51 = { from: '1984-01-01', source: 'Ley 51/1983 art. 1' }

/**
 * National holidays of Colombia. Ascensión, Corpus Christi and Sagrado Corazón fall 39, 60 and 68 days after
 * Easter and are kept on the Monday that follows, hence 43, 64 and 71.
 * @source Ley 51/1983 (Ley Emiliani); Ley 2578/2026
 */
export const nationalRules: readonly HolidayRule[] = [
  { id: 'ano-nuevo', name: 'Año Nuevo', day: { fixed: '01-01' }, ...ley51 },
  { id: 'reyes', name: 'Reyes Magos', day: { mondayFrom: '01-06' }, ...ley51 },
  { id: 'san-jose', name: 'San José', day: { mondayFrom: '03-19' }, ...ley51 },
  { id: 'jueves-santo', name: 'Jueves Santo', day: { easter: -3 }, ...ley51 },
  { id: 'viernes-santo', name: 'Viernes Santo', day: { easter: -2 }, ...ley51 },
  { id: 'trabajo', name: 'Día del Trabajo', day: { fixed: '05-01' }, ...ley51 },
  { id: 'ascension', name: 'Ascensión del Señor', day: { easter: 43 }, ...ley51 },
  { id: 'corpus-christi', name: 'Corpus Christi', day: { easter: 64 }, ...ley51 },
  { id: 'sagrado-corazon', name: 'Sagrado Corazón de Jesús', day: { easter: 71 }, ...ley51 },
  { id: 'san-pedro', name: 'San Pedro y San Pablo', day: { mondayFrom: '06-29' }, ...ley51 },
  {
    // Art. 6 applies Ley 51/1983 to it. A challenge before the Constitutional Court is said to be pending:
    // should it fall, `repealed` gives the rule its last day and the years before stay as they were.
    id: 'chiquinquira',
    name: 'Nuestra Señora del Rosario de Chiquinquirá',
    day: { mondayFrom: '07-09' },
    from: '2026-06-01',
    source: 'Ley 2578/2026 art. 6',
  },
  { id: 'independencia', name: 'Día de la Independencia', day: { fixed: '07-20' }, ...ley51 },
  { id: 'boyaca', name: 'Batalla de Boyacá', day: { fixed: '08-07' }, ...ley51 },
  { id: 'asuncion', name: 'Asunción de la Virgen', day: { mondayFrom: '08-15' }, ...ley51 },
  {
    id: 'diversidad',
    name: 'Día de la Diversidad Étnica y Cultural',
    day: { mondayFrom: '10-12' },
    ...ley51,
  },
  { id: 'todos-los-santos', name: 'Todos los Santos', day: { mondayFrom: '11-01' }, ...ley51 },
  { id: 'cartagena', name: 'Independencia de Cartagena', day: { mondayFrom: '11-11' }, ...ley51 },
  { id: 'inmaculada', name: 'Inmaculada Concepción', day: { fixed: '12-08' }, ...ley51 },
  { id: 'navidad', name: 'Navidad', day: { fixed: '12-25' }, ...ley51 },
]

/** The same rules with one of them ending on `lastDay`. @throws RangeError if no rule has that id. */
export function repealed(
  rules: readonly HolidayRule[],
  id: string,
  lastDay: LocalDate,
): readonly HolidayRule[] {
  if (!rules.some((rule) => rule.id === id)) throw new RangeError(`no holiday rule ${id}`)
  return rules.map((rule) => (rule.id === id ? { ...rule, to: lastDay } : rule))
}
