/**
 * The tables of docs/reference/regimes.md, made from the regimes, their parameters and the codes of refused facts. Run,
 * it writes them: `pnpm exec node packages/terms/test/regimes-doc.ts`. regimes-doc.test.ts says if they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { defaultOf, type Parameter, parameterOf, parametersOf, type Regime, regimes } from '@ventanilla/terms'
import { factRefusals } from '../src/clock/refusals.ts'
import { parameters } from '../src/regimes/parameters.ts'

export const page = new URL('../../../docs/reference/regimes.md', import.meta.url)

/** The page with every region written anew. @throws Error when it lacks one */
export function filled(text: string): string {
  let written = text
  for (const [name, table] of Object.entries(regions())) {
    const [begin, end] = [`<!-- begin:${name} -->`, `<!-- end:${name} -->`]
    const [from, to] = [written.indexOf(begin), written.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`the page has no region «${name}»`)
    written = `${written.slice(0, from + begin.length)}\n${table}\n${written.slice(to)}`
  }
  return written
}

function regions(): Record<string, string> {
  return {
    regimes: table(['Regime', 'What', 'Term', 'Article', 'Extension', 'Settled'], regimes.map(regimeRow)),
    versions: table(['Regime', 'Received from', 'to', 'Term', 'Article'], regimes.flatMap(versionRows)),
    completion: table(
      ['Regime', 'To require', 'To complete', 'As long again', 'Then', 'Article'],
      regimes.flatMap(completionRows),
    ),
    silence: table(['Regime', 'Effect', 'What follows', 'Article'], regimes.flatMap(silenceRows)),
    steps: table(['Regime', '`term.step`', 'What', 'Term', 'Article'], regimes.flatMap(stepRows)),
    unsettled: table(['Regime', 'What is open, and what was chosen', 'Read in'], regimes.flatMap(noteRows)),
    parameters: table(
      ['Parameter', 'What it decides', 'Default', 'Other values', 'Settled', 'Rests on'],
      (Object.keys(parameters) as (keyof typeof parameters)[]).map((key) =>
        parameterRow(key, parameterOf(key)),
      ),
    ),
    refusals: table(
      ['Code', 'Why the fact does not count'],
      Object.entries(factRefusals).map(([code, detail]) => [`\`${code}\``, detail]),
    ),
  }
}

function regimeRow({ name, title, versions, extension, settled }: Regime): string[] {
  const now = versions.at(-1)
  const more = extension ? `${extension.limit} (${extension.article})` : 'none'
  return [`\`${name}\``, title, `${now?.amount} ${now?.unit}`, now?.article ?? '', more, yes(settled)]
}

function versionRows({ name, versions }: Regime): string[][] {
  if (versions.length < 2) return []
  return versions.map(({ from, to, amount, unit, article, takesOpenTerms }) => {
    const open = takesOpenTerms ? '; also what was open on its first day' : ''
    return [`\`${name}\``, from, to ?? 'today', `${amount} ${unit}`, `${article}${open}`]
  })
}

function completionRows({ name, completion: rule }: Regime): string[][] {
  if (!rule) return []
  const months = `${rule.months} calendar-months`
  const within =
    rule.requireWithin === undefined ? 'while the term runs' : `${rule.requireWithin} business-days`
  const then = rule.lapses ? 'taken as withdrawn, by law' : 'may be withdrawn, by a reasoned act'
  return [[`\`${name}\``, within, months, yes(rule.again), then, rule.article]]
}

function silenceRows({ name, silence }: Regime): string[][] {
  if (!silence) return []
  return [[`\`${name}\``, `\`${silence.effect}\``, `${silence.text}.`, silence.article]]
}

function stepRows({ name, steps = [] }: Regime): string[][] {
  return steps.map(({ id, title, amount, unit, article }) => {
    return [`\`${name}\``, `\`${id}\``, title, `${amount} ${unit}`, article]
  })
}

function noteRows({ name, note, source }: Regime): string[][] {
  return note === undefined ? [] : [[`\`${name}\``, `${note}.`, source]]
}

function parameterRow(key: keyof typeof parameters, { title, values, settled, why }: Parameter): string[] {
  const standard = parameterOf(key).default
  const others = regimes
    .filter((regime) => parametersOf(regime).includes(key) && defaultOf(regime, key) !== standard)
    .map((regime) => defaultOf(regime, key))
  const own = [...new Set(others)].map((value) => `; \`${value}\` in \`004/\``).join('')
  const shown = standard === '' ? 'as the regime says' : `\`${standard}\``
  return [`\`${key}\``, title, shown + own, allowed(key, values, standard), yes(settled), `${why}.`]
}

function allowed(key: string, values: Parameter['values'], standard: string): string {
  if (key === 'term.step') return 'the steps above'
  if (values === 'time') return 'HH:MM'
  if (values === 'whole-number') return 'a whole number'
  return values
    .filter((value) => value !== standard)
    .map((value) => `\`${value}\``)
    .join(', ')
}

const yes = (is: boolean) => (is ? 'yes' : 'no')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

if (import.meta.main) writeFileSync(page, filled(readFileSync(page, 'utf8')))
