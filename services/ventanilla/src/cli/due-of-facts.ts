import { withOverlays } from '@ventanilla/calendar'
import {
  type ClockAnswer,
  clockFrom,
  factFields,
  instantOf,
  regimeNamed,
  regimes,
  rulesOf,
} from '@ventanilla/terms'
import { type BadInput, isBadInput } from './bad-input.ts'
import { factsIn } from './facts-file.ts'
import { readOverlays } from './overlay-files.ts'
import { readSettings } from './set-option.ts'

export interface FactsOptions {
  readonly regime?: string
  readonly facts?: string
  readonly set?: readonly string[]
  readonly at?: string
  readonly overlay?: readonly string[]
}

/** A field of a fact that no rule reads: a slip of the keyboard, or what another system says besides. */
interface Unused {
  readonly index: number
  readonly field: string
}

export interface AnswerOfFile extends ClockAnswer {
  readonly ignored: readonly Unused[]
}

/**
 * The clock of a list of facts, or what is wrong with the asking.
 * @param now ISO instant: the present when `--at` isn't given and no fact is later
 */
export async function clockOf(options: FactsOptions, now: string): Promise<AnswerOfFile | BadInput> {
  const { regime: name, facts: path } = options
  if (name === undefined) return missing('regime')
  if (path === undefined) return missing('facts')
  const regime = regimeNamed(name)
  if (regime === undefined) {
    const names = regimes.map((one) => one.name).join(', ')
    return { code: 'regime-unknown', field: 'regime', detail: `no existe el régimen «${name}»; hay ${names}` }
  }
  const settings = readSettings(options.set)
  if (isBadInput(settings)) return settings
  const rules = rulesOf(regime, Object.fromEntries(settings))
  if ('refused' in rules) return { code: rules.refused, field: `set.${rules.field}`, detail: rules.detail }
  const at = options.at === undefined ? undefined : instantOf(options.at)
  if (options.at !== undefined && at === undefined) {
    const detail = `--at «${options.at}» no es un instante entre 1984 y 2149, como 2026-05-27T12:00`
    return { code: 'at-invalid', field: 'at', detail }
  }
  const facts = await factsIn(path)
  if (isBadInput(facts)) return facts
  const overlays = await readOverlays(options.overlay)
  if (isBadInput(overlays)) return overlays
  const calendar = withOverlays(overlays)
  const judge = (instant?: string) => clockFrom(rules, facts, calendar, instant)
  const answer = at === undefined ? judgedAtPresent(judge, facts, now) : judge(at)
  return { ...answer, ignored: unusedIn(facts) }
}

function missing(option: string): BadInput {
  return { code: 'option-missing', field: option, detail: `falta la opción --${option}` }
}

function unusedIn(facts: readonly unknown[]): readonly Unused[] {
  const known = factFields()
  return facts.flatMap((fact, index) =>
    typeof fact === 'object' && fact !== null && !Array.isArray(fact)
      ? Object.keys(fact).flatMap((field) => (known.includes(field) ? [] : [{ index, field }]))
      : [],
  )
}

/**
 * Everything in the file is known, so the present isn't before the last fact that counts. Which ones do, and why the
 * others don't, is told with all of them known.
 */
function judgedAtPresent(
  judge: (at?: string) => ClockAnswer,
  facts: readonly unknown[],
  now: string,
): ClockAnswer {
  if (lastInstant(facts, now) === now) return judge(now)
  const { refused } = judge()
  const dropped = new Set(refused.map(({ index }) => index))
  const counting = facts.filter((_, index) => !dropped.has(index))
  return { ...judge(lastInstant(counting, now)), refused }
}

function lastInstant(facts: readonly unknown[], now: string): string {
  const instants = facts.map((fact) => {
    const { at, knownAt } = (fact ?? {}) as { at?: unknown; knownAt?: unknown }
    return [instantOf(at), instantOf(knownAt)]
  })
  return instants.flat().reduce<string>((last, one) => (one !== undefined && one > last ? one : last), now)
}
