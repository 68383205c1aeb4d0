import type { LocalDate } from '@ventanilla/calendar'

/** A banner of the home page: seen from its first day on, and no more on the day of its withdrawal. */
export interface HomeBanner {
  readonly id: string
  readonly from: LocalDate
  readonly until: LocalDate
  /** Withdrawn before its time because it was found outdated; that day it is no more seen. */
  readonly withdrawn?: LocalDate
}

/** The day from which it is seen no more. */
export function endOf({ until, withdrawn }: HomeBanner): LocalDate {
  return withdrawn !== undefined && withdrawn < until ? withdrawn : until
}

export function inForce(banners: readonly HomeBanner[], day: LocalDate): HomeBanner[] {
  return banners.filter((banner) => banner.from <= day && day < endOf(banner))
}

/**
 * The first day on which one more banner would be one too many, or undefined when it may be published. It is enough
 * to look at the days on which some banner begins: only there does their number grow.
 */
export function firstFullDay(
  published: readonly HomeBanner[],
  one: HomeBanner,
  maximum: number,
): LocalDate | undefined {
  const others = published.filter(({ id }) => id !== one.id)
  const begins = [one.from, ...others.map(({ from }) => from)].filter(
    (day) => one.from <= day && day < endOf(one),
  )
  return begins.sort().find((day) => inForce(others, day).length >= maximum)
}

/** Those to take down on a day: their time is over, or it was over on a day that nobody looked. */
export function toWithdraw(
  banners: readonly (HomeBanner & { readonly shown: boolean })[],
  day: LocalDate,
): HomeBanner[] {
  return banners.filter((banner) => banner.shown && endOf(banner) <= day)
}
