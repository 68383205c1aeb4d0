import { type Overlay, withOverlays } from '@ventanilla/calendar'
import type { ListedDay } from './calendar-days.ts'
import { table } from './days.ts'

/** One window of a weekday or several. */
export interface ListedHours {
  readonly calendar: string
  readonly use: 'attention' | 'reception'
  /** Of reception: which internal requests; absent is all. */
  readonly procedures?: readonly string[]
  readonly kinds?: readonly string[]
  readonly days: readonly number[]
  readonly from: string
  readonly to: string
}

/** Everything that the calendar of some overlays lays down in some years. */
export interface WholeCalendar {
  readonly id: string
  readonly version: string
  readonly overlays: readonly Pick<Overlay, 'calendar' | 'valid' | 'issued' | 'outside'>[]
  readonly days: readonly ListedDay[]
  readonly hours: readonly ListedHours[]
}

export function wholeCalendar(days: readonly ListedDay[], overlays: readonly Overlay[]): WholeCalendar {
  const { id, version } = withOverlays(overlays)
  return {
    ...{ id, version },
    overlays: overlays.map(({ calendar, valid, issued, outside }) => ({ calendar, valid, issued, outside })),
    ...{ days, hours: overlays.flatMap(hoursOf) },
  }
}

function hoursOf({ calendar, attention = [], reception = [] }: Overlay): ListedHours[] {
  const weeks = [
    { use: 'attention' as const, week: attention },
    ...reception.map((one) => ({ use: 'reception' as const, ...one })),
  ]
  return weeks.flatMap(({ week, ...whose }) =>
    week.flatMap(({ days, hours }) => hours.map(({ from, to }) => ({ calendar, ...whose, days, from, to }))),
  )
}

/** What stands below the days: the calendars with their validity and author, and the hours. */
export function printedBelow({ version, overlays, hours }: WholeCalendar): string {
  if (overlays.length === 0) return ''
  const lines = overlays.map(({ calendar, valid, issued, outside }) => {
    const author = issued ? `; expedido el ${issued.on} por ${issued.by}` : ''
    const beyond = outside === 'refuse' ? 'no se cuenta' : 'rige el nacional, con aviso'
    return `  ${calendar}: vigente de ${valid.from} a ${valid.to}; fuera de la vigencia ${beyond}${author}\n`
  })
  const rows = hours.map(({ calendar, use, procedures = [], kinds = [], days, from, to }) => [
    use === 'attention' ? 'atención' : 'recepción',
    days.map((day) => weekdays[day - 1]).join(' '),
    `${from}–${to}`,
    use === 'attention' ? '' : [...procedures, ...kinds].join(', ') || 'toda solicitud interna',
    calendar,
  ])
  const shown = table([['horas', 'días', 'ventana', 'de qué', 'calendario'], ...rows])
  return `\nVersión ${version}\n${lines.join('')}${rows.length === 0 ? '' : `\n${shown}`}`
}

const weekdays = ['lun', 'mar', 'mié', 'jue', 'vie']
