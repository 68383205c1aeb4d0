import { nationalCalendar } from '@ventanilla/calendar'
import { type ClockAnswer, clockFrom, instantOf, type Rules, regimeNamed, rulesOf } from '@ventanilla/terms'

const calendar = nationalCalendar()

/** The rules of a regime that exists, with settings that can be. */
export function rulesFor(name: string, settings: Record<string, string> = {}): Rules {
  const regime = regimeNamed(name)
  if (regime === undefined) throw new Error(`no regime ${name}`)
  const rules = rulesOf(regime, settings)
  if ('refused' in rules) throw new Error(rules.detail)
  return rules
}

interface Asked {
  readonly at?: string
  readonly set?: Record<string, string>
}

/** A clock under the national calendar, at a time of Bogotá. */
export function clockOf(name: string, facts: readonly unknown[], { at, set }: Asked = {}): ClockAnswer {
  return clockFrom(rulesFor(name, set), facts, calendar, at && instantOf(at))
}

/** 'received 2026-11-22T10:00' as a fact, with what else it says. */
export function fact(text: string, more: object = {}): object {
  const [type, at] = text.split(' ')
  return { type, at, ...more }
}

export const codes = ({ refused }: ClockAnswer) => refused.map(({ code }) => code)

export const received = fact('received 2026-11-22T10:00')

/** A petition of that Sunday, due on Monday 14 December, and what happened to it. */
export const petition = (facts: readonly unknown[], asked?: Asked) =>
  clockOf('peticion', [received, ...facts], asked)
