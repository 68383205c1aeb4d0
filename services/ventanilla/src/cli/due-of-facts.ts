import { readFile } from 'node:fs/promises'
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
import { table, weekdayName } from './days.ts'
import { readOverlays } from './overlay-files.ts'

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
  const settings = settingsIn(options.set ?? [])
  if (isBadInput(settings)) return settings
  const rules = rulesOf(regime, settings)
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
  const answer = clockFrom(rules, facts, withOverlays(overlays), at ?? presentOf(facts, now))
  return { ...answer, ignored: unusedIn(facts) }
}

function missing(option: string): BadInput {
  return { code: 'option-missing', field: option, detail: `falta la opción --${option}` }
}

function settingsIn(pairs: readonly string[]): Record<string, string> | BadInput {
  const settings = new Map<string, string>()
  for (const pair of pairs) {
    const [, key = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? []
    if (key === '') {
      const detail = `--set se escribe parámetro=valor, como answer.countsWhen=sent, no «${pair}»`
      return { code: 'set-invalid', field: 'set', detail }
    }
    settings.set(key.trim(), value.trim())
  }
  return Object.fromEntries(settings)
}

async function factsIn(path: string): Promise<readonly unknown[] | BadInput> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) {
    return { code: 'facts-unreadable', field: 'facts', detail: `no se pudo leer el archivo ${path}` }
  }
  try {
    const facts: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    if (Array.isArray(facts)) return facts
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { code: 'facts-invalid', field: 'facts', detail: `${path} no es JSON${placeOf(error)}` }
  }
  return {
    code: 'facts-invalid',
    field: 'facts',
    detail: `${path} debe ser una lista de hechos: [{ type, at, … }]`,
  }
}

function unusedIn(facts: readonly unknown[]): readonly Unused[] {
  const known = factFields()
  return facts.flatMap((fact, index) =>
    typeof fact === 'object' && fact !== null && !Array.isArray(fact)
      ? Object.keys(fact).flatMap((field) => (known.includes(field) ? [] : [{ index, field }]))
      : [],
  )
}

/** Where the text stops being JSON, as far as the engine says it, in English. */
function placeOf({ message }: SyntaxError): string {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line !== undefined) return `: falla en la línea ${line}, columna ${column}`
  const [, token] = /^Unexpected token '(.+?)'/u.exec(message) ?? []
  if (token !== undefined) return `: no se espera «${token}»`
  return message.startsWith('Unexpected end') ? ': se acaba antes de tiempo' : ''
}

/** Everything in the file is known: the present isn't before its last fact. */
function presentOf(facts: readonly unknown[], now: string): string {
  const instants = facts.map((fact) => {
    const { at, knownAt } = (fact ?? {}) as { at?: unknown; knownAt?: unknown }
    return [instantOf(at), instantOf(knownAt)]
  })
  return instants.flat().reduce<string>((last, one) => (one !== undefined && one > last ? one : last), now)
}

const states = {
  'not-started': 'sin empezar',
  running: 'corriendo',
  breached: 'vencido',
  paused: 'suspendido',
  met: 'cumplido',
  cancelled: 'terminado sin respuesta',
}

/** What may have stopped a day, as people say it; between an end and a reopening nothing runs either. */
const stops: Readonly<Record<string, string>> = {
  paused: 'la suspensión',
  'requirement-sent': 'el requerimiento',
  answered: 'la respuesta',
  delivered: 'la entrega',
  withdrawn: 'el desistimiento',
  transferred: 'el traslado',
}

/** The answer for people: sentences, effects, what didn't count, and each day. */
export function printedClock(answer: AnswerOfFile): string {
  const { sentences, effects, refused, ignored, explanation } = answer
  const late = answer.late ? ', fuera de término' : ''
  const rows = explanation.map(({ date, counted, why, total, source, pausedBy }) => [
    date,
    weekdayName(date),
    counted ? String(total) : '–',
    (source === undefined || why.includes(source) ? why : `${why} (${source})`) +
      (pausedBy ? `, desde ${stops[pausedBy.type] ?? pausedBy.type} de ${pausedBy.at}` : ''),
  ])
  return [
    `Estado: ${states[answer.state]}${late}. Calendario ${answer.calendar.version}.\n\n`,
    ...sentences.map((sentence) => `${sentence}\n`),
    ...effects.map(({ text, article }) => `${text} (${article})\n`),
    ...refused.map(({ index, code, detail }) => `No cuenta el hecho ${index + 1} (${code}): ${detail}.\n`),
    ...ignored.map(({ index, field }) => `Del hecho ${index + 1} no se usa «${field}».\n`),
    rows.length > 0 ? `\n${table([['fecha', 'día', 'van', 'por qué'], ...rows])}` : '',
  ].join('')
}
