import { addDays, bogotaTime } from '@ventanilla/calendar'
import type { Pause } from '../term-facts.ts'
import type { Count } from './count.ts'
import { dayInWords } from './spanish.ts'
import type { ClockState, Interval } from './state.ts'

/**
 * When the term didn't run, as it was counted: the day on which it was stopped and the one on which it went on may
 * have counted all the same, and a citizen holds the sentence against the days.
 */
export function stopped({ intervals }: ClockState, { facts }: Count): readonly string[] {
  if ('hours' in facts) return intervals.map(ofHours)
  const pauses = facts.days.pauses ?? []
  let index = 0
  // What went on in the instant in which it stopped is no pause of the count.
  return intervals.map((one) =>
    ofDays(one, one.from.instant === one.to?.instant ? undefined : pauses[index++]),
  )
}

function ofDays({ from, to, reason }: Interval, pause: Pause | undefined): string {
  if (pause !== undefined && pause.to === undefined)
    return `El término no corrió desde el ${dayInWords(pause.from)} y sigue sin fecha de reanudación: ${reason}.`
  if (pause?.to === undefined || pause.to <= pause.from)
    return lostNothing(from.day, to?.day ?? from.day, reason)
  const last = addDays(pause.to, -1)
  const days =
    last === pause.from
      ? `el ${dayInWords(last)}`
      : `desde el ${dayInWords(pause.from)} hasta el ${dayInWords(last)}`
  return `El término no corrió ${days}: ${reason}.`
}

function lostNothing(from: string, to: string, reason: string): string {
  const again = to === from ? 'ese mismo día' : `el ${dayInWords(to)}`
  return `El término se suspendió el ${dayInWords(from)} y se reanudó ${again}, sin perder ningún día: ${reason}.`
}

function ofHours({ from, to, reason }: Interval): string {
  const moment = ({ day, instant }: Interval['from']) =>
    `el ${dayInWords(day)} a las ${bogotaTime(instant).slice(0, 5)}`
  if (to === undefined)
    return `El término no corrió desde ${moment(from)} y sigue sin fecha de reanudación: ${reason}.`
  if (from.instant === to.instant)
    return `El término se suspendió ${moment(from)} y se reanudó en ese instante: ${reason}.`
  return `El término no corrió desde ${moment(from)} hasta ${moment(to)}: ${reason}.`
}
