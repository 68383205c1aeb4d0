import type { CalendarWarning } from '@ventanilla/calendar'
import {
  dateInWords,
  dayInWords,
  type ExplainedDay,
  hoursInWords,
  isInHours,
  termInWords,
} from '@ventanilla/terms'
import type { Recount } from './clock-state.ts'
import { oddExtensions } from './extension-words.ts'
import type { ClockStart, Extension } from './facts.ts'
import type { Refused } from './history.ts'
import { counted, inList, momentInWords } from './spanish.ts'
import type { ClockStanding } from './standing.ts'

interface Told {
  readonly warnings: readonly CalendarWarning[]
  readonly recounts: readonly Recount[]
  /** Also those that don't count. */
  readonly extensions: readonly Extension[]
  readonly refused: readonly Refused[]
}

/** An explanation in a few sentences, for the person who waits for the answer. */
export function summaryOf(
  start: ClockStart,
  now: ClockStanding,
  days: readonly ExplainedDay[],
  { warnings, recounts, extensions, refused }: Told,
): string {
  return [
    beginning(start, now),
    `El término es de ${termInWords(now.count.amount, start.unit)} (${bracketed(now.source)}) y ${from(start)}.`,
    now.extension > 0 ? `Se prorrogó por ${termInWords(now.extension, start.unit)} más.` : '',
    ...oddExtensions(start, now, extensions, refused),
    isInHours(start.unit) ? notRun(days) : leftOut(days, now),
    ...stood(now),
    rolled(days),
    keptIn(days),
    notSuspended(days),
    ...warnings.map(inWords),
    ...recounts.map((recount) => recounted(start, recount)),
    end(start, now, days),
    sent(now),
    outcome(start, now),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ')
}

/** Within parentheses stand brackets. */
function bracketed(text: string): string {
  return text.replaceAll('(', '[').replaceAll(')', ']')
}

function from({ unit }: ClockStart): string {
  return isInHours(unit) ? 'corre desde ese instante' : 'se cuenta desde el día siguiente'
}

function beginning(
  { declared, unit, law }: ClockStart,
  { term: { received, restartedOn } }: ClockStanding,
): string {
  if (declared)
    return restartedOn === undefined
      ? `«${declared.name}» empezó el ${dayInWords(received)}.`
      : `«${declared.name}» empezó de nuevo el ${dayInWords(restartedOn)}.`
  const moment = isInHours(unit) && law ? momentInWords(law.receivedAt) : dayInWords(received)
  return restartedOn === undefined
    ? `Se recibió el ${moment}.`
    : `El caso se reabrió el ${dayInWords(restartedOn)} y desde entonces corre un término nuevo.`
}

/**
 * What was not counted, with the name of every holiday and the act of every closing. Of a suspension that lasts, one day
 * stands for all that are to come: it is told by itself.
 */
function leftOut(days: readonly ExplainedDay[], { term: { phase } }: ClockStanding): string {
  const lasting = ({ date, kind }: ExplainedDay) =>
    phase.is === 'paused' && kind === 'paused' && date >= phase.since
  const no = days.filter(({ counted: taken, kind }) => !taken && kind !== 'received' && kind !== 'rolled')
  const out = no.filter((day) => !lasting(day))
  if (out.length === 0) return ''
  const parts = [...daysOff(out), ...paused(out.filter(({ kind }) => kind === 'paused'))]
  return `No se ${out.length === 1 ? 'contó' : 'contaron'} ${counted(out.length, 'día', 'días')}: ${inList(parts)}.`
}

/** The same of a term in hours: days on which none of it ran, since nobody attends on them. */
function notRun(days: readonly ExplainedDay[]): string {
  const off = ['saturday', 'sunday', 'holiday', 'closed', 'civic-day']
  const out = days.filter(({ counted: taken, kind }) => !taken && off.includes(kind))
  if (out.length === 0) return ''
  return `No corrió en ${counted(out.length, 'día', 'días')}: ${inList(daysOff(out))}.`
}

function stood({ count: { facts }, term: { stops = [] } }: ClockStanding): string[] {
  if (!('hours' in facts)) return []
  return stops
    .filter(({ from: since, to }) => to !== undefined && to !== since)
    .map(({ from: since, to = since, reason }) => {
      return `No corrió desde el ${momentInWords(since)} hasta el ${momentInWords(to)}: ${reason}.`
    })
}

/** Of a term in months: Ley 4/1913 art. 62. */
function rolled(days: readonly ExplainedDay[]): string {
  const after = days.filter(({ kind }) => kind === 'rolled')
  const last = days.findLast(({ kind }) => kind !== 'rolled')
  if (after.length === 0 || last === undefined) return ''
  return `Los meses terminaban el ${dayInWords(last.date)}, que no es hábil: el término se corre al primero que lo es.`
}

/** Weekends by their number; every holiday by its name, every closing by its act. */
function daysOff(out: readonly ExplainedDay[]): readonly string[] {
  const of = (kind: ExplainedDay['kind']) => out.filter((day) => day.kind === kind)
  const named = (found: readonly ExplainedDay[], one: string, many: string) =>
    found.length === 0 ? [] : [`${counted(found.length, one, many)} (${found.map(nameOf).join('; ')})`]
  const plain = (found: readonly ExplainedDay[], one: string, many: string) =>
    found.length === 0 ? [] : [counted(found.length, one, many)]
  return [
    ...plain(of('saturday'), 'sábado', 'sábados'),
    ...plain(of('sunday'), 'domingo', 'domingos'),
    ...named(of('holiday'), 'festivo', 'festivos'),
    ...named(of('closed'), 'día de cierre', 'días de cierre'),
    ...named(of('civic-day'), 'día cívico', 'días cívicos'),
  ]
}

function paused(days: readonly ExplainedDay[]): string[] {
  if (days.length === 0) return []
  const reasons = [...new Set(days.map(({ why }) => afterColon(why)))]
  return [`${counted(days.length, 'día', 'días')} con el término suspendido (${reasons.join('; ')})`]
}

/** Holidays that the entity counts all the same: a reader would look for them among the ones left out. */
function keptIn(days: readonly ExplainedDay[]): string {
  const kept = days.filter(({ kind }) => kind === 'counted-holiday')
  if (kept.length === 0) return ''
  return `La entidad contó como ${kept.length === 1 ? 'hábil' : 'hábiles'}: ${inList(kept.map(({ date }) => dateInWords(date)))}.`
}

/** Closings that left this term alone: a reader would look for them too. */
function notSuspended(days: readonly ExplainedDay[]): string {
  const open = days.filter(({ kind }) => kind === 'closed-not-suspended')
  if (open.length === 0) return ''
  const dates = inList(open.map(({ date, source }) => `${dateInWords(date)} (${source})`))
  return `La entidad cerró sin suspender este término: ${dates}.`
}

/** A warning is for programs too, and writes its days as they do. */
function inWords({ detail, from, to }: CalendarWarning): string {
  return detail.replace(from, dateInWords(from)).replace(to, dateInWords(to))
}

function nameOf({ date, why }: ExplainedDay): string {
  return `${dateInWords(date)}, ${afterColon(why)}`
}

const afterColon = (why: string): string => why.slice(why.indexOf(':') + 1).trim()

function end(
  { unit }: ClockStart,
  { due, term, extension, state, count: { amount, endsAt } }: ClockStanding,
  days: readonly ExplainedDay[],
) {
  const { phase } = term
  if (due !== undefined && phase.is !== 'paused') {
    const ended = phase.is === 'met' || phase.is === 'cancelled'
    const verb = ended ? 'vencía' : state === 'breached' ? 'venció' : 'vence'
    const when =
      isInHours(unit) && endsAt !== undefined ? momentInWords(endsAt) : `${dayInWords(due)}, al final del día`
    return `El término ${verb} el ${when}.`
  }
  if (phase.is !== 'paused') return ''
  const total = days.at(-1)?.total ?? 0
  const ran = isInHours(unit)
    ? hoursInWords(total)
    : unit === 'calendar-months'
      ? counted(total, 'día', 'días')
      : total
  return (
    `Está suspendido desde el ${dayInWords(phase.since)} (${phase.reason}): van ${ran} de ` +
    `${termInWords(amount + extension, unit)} y no tiene fecha de vencimiento hasta que se reanude.`
  )
}

function recounted({ unit }: ClockStart, { act, on, before, due, paused }: Recount): string {
  const since = `Desde el ${dayInWords(on)} se cuenta con otro calendario (${act})`
  if (paused || before === null) return `${since}.`
  // Of one in hours the day may stay, and the hour not.
  if (before === due && isInHours(unit)) return `${since}.`
  if (before === due) return `${since}: el vencimiento no cambió.`
  return `${since}: vencía el ${dateInWords(before)} y pasó a vencer el ${dateInWords(due)}.`
}

function sent({ sentOn }: ClockStanding): string {
  if (sentOn === undefined) return ''
  return `La respuesta de fondo salió el ${dayInWords(sentOn)}, pero no consta que se haya entregado: el término sigue.`
}

function outcome({ declared }: ClockStart, { term: { phase }, state, late }: ClockStanding): string {
  if (phase.is === 'met')
    return `Se cumplió el ${dayInWords(phase.on)}, ${late ? 'después del vencimiento' : 'dentro del término'}.`
  if (phase.is === 'cancelled' && declared)
    return `El caso terminó el ${dayInWords(phase.on)} sin que se cumpliera: ${phase.reason}.`
  if (phase.is === 'cancelled')
    return `El caso terminó el ${dayInWords(phase.on)} sin respuesta: ${phase.reason}.`
  if (state !== 'breached') return ''
  return declared ? 'Venció sin que se cumpliera.' : 'Venció sin respuesta.'
}
