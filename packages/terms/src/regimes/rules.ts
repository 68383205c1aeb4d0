import type { StartRule } from '../term-facts.ts'
import { isParameter, type ParameterKey, parameterOf, parameters } from './parameters.ts'
import type { Regime, RegimeUnit, Step } from './regime.ts'

export type DayRule = 'counts' | 'not-counted'

/** How a term that was over goes on when its case is opened again. */
export type Reopening = 'remaining-days' | 'original-due' | 'new-term'

/** Times of day 'HH:MM', half-open; `set` by whoever asks, so that no calendar says otherwise. */
export interface Hours {
  readonly from: string
  readonly to: string
  readonly set: boolean
}

/** A regime with every choice made: what its clocks are counted by. */
export interface Rules {
  readonly regime: Regime
  readonly countsWhen: 'delivered' | 'sent'
  /** What was set instead of the version's; undefined leaves it to the version in force. */
  readonly amount?: number
  readonly unit?: RegimeUnit
  readonly step?: Step
  readonly start: StartRule
  readonly pauseDay: DayRule
  readonly resumeDay: DayRule
  readonly completion: 'resume' | 'restart'
  readonly reopening: Reopening
  /** 'double' of the term, or so much of its unit; 0 when it can't be extended. */
  readonly extensionLimit: 'double' | number
  readonly reception: Hours
  readonly exception: { readonly before: string; readonly late: 'next-business-day' | 'ordinary' }
  readonly hours: Hours
}

export interface SettingRefusal {
  readonly refused: 'parameter-unknown' | 'parameter-invalid'
  readonly field: string
  /** Spanish. */
  readonly detail: string
}

/** The longest term that may be set: twice as much still is a term that can be counted. */
export const longestSetting = 1825
/** The same in months, however long each is. */
const longestInMonths = Math.floor(longestSetting / 31)

/** The values that a regime's parameters have when nobody sets them. */
export function defaultOf(regime: Regime, key: ParameterKey): string {
  return regime.defaults?.[key] ?? parameterOf(key).default
}

/** The parameters that change something under a regime. */
export function parametersOf(regime: Regime): readonly ParameterKey[] {
  return (Object.keys(parameters) as ParameterKey[]).filter((key) => {
    if (key.startsWith('reception.')) return regime.internal !== undefined
    if (key.startsWith('exception.')) return regime.internal === 'exception'
    if (key === 'emergency.terms') return regime.spared !== undefined
    if (key === 'completion.mode') return regime.completion !== undefined
    return key !== 'term.step' || regime.steps !== undefined
  })
}

/** The regime's rules with some parameters set, by name, or the first setting that can't be. */
export function rulesOf(
  regime: Regime,
  settings: Readonly<Record<string, string>> = {},
): Rules | SettingRefusal {
  for (const [key, value] of Object.entries(settings)) {
    const refused = wrong(regime, key, value)
    if (refused) return refused
  }
  const value = <T extends string>(key: ParameterKey) => (settings[key] ?? defaultOf(regime, key)) as T
  const hoursOf = (of: 'reception' | 'hours'): Hours => ({
    ...{ from: value(`${of}.from`), to: value(`${of}.to`) },
    set: settings[`${of}.from`] !== undefined || settings[`${of}.to`] !== undefined,
  })
  const amount = value('term.amount')
  const unit = value<RegimeUnit | ''>('term.unit')
  const step = regime.steps?.find(({ id }) => id === value('term.step'))
  const limit = value('extension.limit')
  const versions = value('emergency.terms') === 'ordinary' ? regime.spared : undefined
  const rules: Rules = {
    regime: versions ? { ...regime, versions } : regime,
    countsWhen: value('answer.countsWhen'),
    ...(amount !== '' && { amount: Number(amount) }),
    ...(unit !== '' && { unit }),
    ...(step && { step }),
    start: value<StartRule | ''>('term.start') || regime.start,
    pauseDay: value('pause.pauseDay'),
    resumeDay: value('pause.resumeDay'),
    completion: value('completion.mode'),
    reopening: value('reopen.how'),
    extensionLimit: limit === '' ? (step ? 0 : (regime.extension?.limit ?? 0)) : Number(limit),
    reception: hoursOf('reception'),
    exception: { before: value('exception.before'), late: value('exception.late') },
    hours: hoursOf('hours'),
  }
  return wrongHours(rules) ?? wrongMonths(rules, settings) ?? rules
}

/** What fits as a number of days may be more months than a calendar has. */
function wrongMonths(
  { regime, step, unit }: Rules,
  settings: Readonly<Record<string, string>>,
): SettingRefusal | undefined {
  if ((unit ?? step?.unit ?? regime.versions.at(-1)?.unit) !== 'calendar-months') return undefined
  const field = ['term.amount', 'extension.limit'].find((key) => Number(settings[key]) > longestInMonths)
  if (field === undefined) return undefined
  const detail = `${field} debe ser, en meses, un número hasta ${longestInMonths}, no «${settings[field]}»`
  return { refused: 'parameter-invalid', field, detail }
}

const clock = /^([01]\d|2[0-3]):[0-5]\d$/

function wrong(regime: Regime, key: string, value: string): SettingRefusal | undefined {
  const own = parametersOf(regime)
  if (!isParameter(key) || !own.includes(key)) {
    const detail = `${regime.name} no tiene el parámetro ${key}; tiene ${own.join(', ')}`
    return { refused: 'parameter-unknown', field: key, detail }
  }
  const { values } = parameterOf(key)
  const say = (expected: string): SettingRefusal => {
    return { refused: 'parameter-invalid', field: key, detail: `${key} debe ser ${expected}, no «${value}»` }
  }
  if (key === 'term.step') {
    const ids = (regime.steps ?? []).map(({ id }) => id)
    return ids.includes(value) ? undefined : say(ids.join(' o ') || 'vacío: el régimen no tiene pasos')
  }
  if (values === 'time') return clock.test(value) ? undefined : say('una hora HH:MM')
  if (values === 'whole-number') {
    const least = key === 'term.amount' ? 1 : 0
    const fits = /^\d{1,4}$/.test(value) && Number(value) >= least && Number(value) <= longestSetting
    return fits ? undefined : say(`un número de ${least} a ${longestSetting}`)
  }
  return values.includes(value) ? undefined : say(values.join(' o '))
}

function wrongHours({ reception, hours, exception }: Rules): SettingRefusal | undefined {
  const later = (field: string, from: string, to: string): SettingRefusal | undefined =>
    from < to
      ? undefined
      : { refused: 'parameter-invalid', field, detail: `${field} debe ser una hora posterior a las ${from}` }
  return (
    later('reception.to', reception.from, reception.to) ??
    later('hours.to', hours.from, hours.to) ??
    later('exception.before', reception.from, exception.before)
  )
}
