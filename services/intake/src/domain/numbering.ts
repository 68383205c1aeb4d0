import { bogotaDate } from '@ventanilla/calendar'

export interface Numbering {
  /** The instant that the radicado is given at. */
  numberedAt: string
  /** The year, in Bogotá, whose series it is taken from. */
  year: number
}

/**
 * A number belongs to the year in which it is given, not to that of reception: the consecutive starts again each
 * year and none may be set aside or put in later (Acuerdo AGN 001/2024), so what came in on 31 December and is
 * numbered on 2 January takes the new year's. What another system recorded is history that is being told: it is
 * numbered as of the day it was received.
 */
export function numberingOf(
  { receivedAt, recordedBy }: { receivedAt: string; recordedBy?: string | undefined },
  now: string,
): Numbering {
  const numberedAt = recordedBy === undefined ? now : receivedAt
  return { numberedAt, year: Number(bogotaDate(numberedAt).slice(0, 4)) }
}
