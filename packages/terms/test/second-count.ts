import { addDays, bogotaInstant, type Calendar, type LocalDate } from '@ventanilla/calendar'

/** A fact as the second count takes it: a day and a minute of Bogotá. */
export interface Happened {
  readonly type: string
  readonly day: LocalDate
  readonly minute: number
  /** Of `extended`. */
  readonly days?: number
}

/** What a law says in its words, for the second count: business days, nothing else. */
export interface Law {
  readonly term: number
  readonly extension: number
  /** Days in which completing may be required; none where it may not. */
  readonly require?: number
}

export interface SecondAnswer {
  readonly due: LocalDate | null
  readonly state: string
  readonly breachedAt: string | null
  readonly refused: readonly string[]
}

export function instantOf({ day, minute }: Pick<Happened, 'day' | 'minute'>): string {
  return new Date(Date.parse(bogotaInstant(day)) + minute * 60_000).toISOString()
}

/**
 * A clock counted a second time, by somebody who has read the law and not the program: it keeps the days that are left
 * and the day from which they run, and walks. Facts come by their instants, the reception first.
 */
export function secondCount(
  law: Law,
  facts: readonly Happened[],
  at: string,
  calendar: Calendar,
): SecondAnswer {
  const [received, ...rest] = facts
  if (received === undefined) throw new Error('nothing was received')
  const after = (day: LocalDate, days: number): LocalDate => {
    let [date, left] = [day, days]
    while (left > 0) {
      date = addDays(date, 1)
      if (calendar.isBusinessDay(date)) left--
    }
    return date
  }
  const refused: string[] = []
  let [from, left] = [received.day, law.term]
  let stopped: { readonly by: string; readonly day: LocalDate; readonly due: LocalDate } | undefined
  let [extended, answered] = [false, false]
  interface End {
    readonly state: string
    readonly late: boolean
  }
  let end: End | undefined
  let delivered: Happened | undefined

  const due = () => after(from, left)
  const over = (instant: string) => instant >= bogotaInstant(addDays(due(), 1))
  const goOn = (day: LocalDate) => {
    if (stopped && day > stopped.day) {
      let ran = 0
      for (let date = from; date < stopped.day; ) {
        date = addDays(date, 1)
        if (calendar.isBusinessDay(date)) ran++
      }
      // Stopped on its last day, before that was over: it is still there.
      left = stopped.day === stopped.due ? 1 : left - ran
      from = day
    }
    stopped = undefined
  }
  const finish = (state: string, { day }: Happened, instant: string) => {
    const late = stopped === undefined && over(instant)
    goOn(day)
    end = { state, late }
  }

  const take = (fact: Happened, instant: string): string | undefined => {
    const { type, day } = fact
    if (end) {
      // An answer is one, also to a case that had ended without; nothing was owed any more, so it is as late as that.
      if (end.state === 'cancelled' && type === 'answered') {
        answered = true
        return
      }
      if (type === 'bounced' && answered) return
      if (end.state !== 'cancelled' || type !== 'delivered' || !answered) return 'clock-ended'
      end = { ...end, state: 'met' }
      delivered = fact
      return
    }
    switch (type) {
      case 'paused':
      case 'requirement-sent':
        if (type === 'requirement-sent' && law.require === undefined) return 'requirement-not-in-regime'
        if (stopped) return 'already-paused'
        if (type === 'requirement-sent' && day > after(received.day, law.require ?? 0))
          return 'requirement-late'
        if (over(instant)) return 'pause-after-due'
        stopped = { by: type, day, due: due() }
        return
      case 'resumed':
        if (stopped?.by === 'requirement-sent') return 'resumed-without-completion'
        if (!stopped) return 'resumed-without-pause'
        goOn(day)
        return
      case 'completed':
        if (stopped?.by !== 'requirement-sent') return 'completed-without-requirement'
        goOn(day)
        return
      case 'extended':
        if (law.extension === 0) return 'extension-not-allowed'
        if (stopped) return 'extension-while-paused'
        if (over(instant)) return 'extension-late'
        if (extended) return 'already-extended'
        if ((fact.days ?? 0) > law.extension) return 'extension-beyond-limit'
        extended = true
        left += fact.days ?? 0
        return
      case 'answered':
        answered = true
        return
      case 'delivered':
        if (!answered) return 'delivered-without-answer'
        finish('met', fact, instant)
        delivered = fact
        return
      case 'bounced':
        return answered ? undefined : 'bounced-without-answer'
      case 'transferred':
      case 'withdrawn':
        finish('cancelled', fact, instant)
        return
      default:
        return
    }
  }
  for (const fact of rest) {
    const instant = instantOf(fact)
    // As if neither had been.
    if (fact.type === 'bounced' && delivered && instant <= at)
      return secondCount(
        law,
        facts.filter((one) => one !== delivered && one !== fact),
        at,
        calendar,
      )
    const why = instant > at ? 'fact-in-future' : take(fact, instant)
    if (why !== undefined) refused.push(why)
  }
  if (stopped) return { due: null, state: 'paused', breachedAt: null, refused }
  const breachedAt = bogotaInstant(addDays(due(), 1))
  if (end) return { due: due(), state: end.state, breachedAt: end.late ? breachedAt : null, refused }
  return over(at)
    ? { due: due(), state: 'breached', breachedAt, refused }
    : { due: due(), state: 'running', breachedAt: null, refused }
}
