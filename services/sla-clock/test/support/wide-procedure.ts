import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { entitiesDir } from '@ventanilla/procedures'
import { pqrsdFile } from './declared-procedure.ts'

interface Worded {
  readonly amount: number
  readonly unit: string
  readonly regime: string
  readonly set: Readonly<Record<string, string>>
}

const reclamo = `    group: reclamo
    regime: ley-1755
    term: { amount: 15, unit: business-days }
`

/** The procedure of petitions, as its owner would write it, with its claims under a law that says another term. */
export function wideYaml({ amount, unit, regime, set }: Worded): string {
  const text = readFileSync(join(entitiesDir, pqrsdFile), 'utf8')
  if (text.split(reclamo).length !== 2) throw new Error('the claims are not written as they were')
  const settings = Object.entries(set).map(([key, value]) => `        ${key}: "${value}"\n`)
  return text.replace(
    reclamo,
    () => `    group: reclamo
    regime: ley-1755
    term: { amount: ${amount}, unit: ${unit} }
    law:
      regime: ${regime}
      set:
${settings.join('')}`,
  )
}

/** Five months to claim against a bill; the answer counts when it is given. */
export const bill: Worded = {
  ...{ amount: 5, unit: 'calendar-months', regime: 'ley-142' },
  set: { 'term.step': 'reclamo-factura', 'answer.countsWhen': 'sent' },
}

/** What a judge set: forty-eight hours, day and night. */
export const judge: Worded = {
  ...{ amount: 48, unit: 'calendar-hours', regime: 'tutela' },
  set: { 'term.amount': '48', 'term.unit': 'calendar-hours', 'answer.countsWhen': 'sent' },
}

/** The same in hours in which somebody attends. */
export const attended: Worded = {
  ...{ amount: 20, unit: 'business-hours', regime: 'tutela' },
  set: { 'term.amount': '20', 'term.unit': 'business-hours', 'answer.countsWhen': 'sent' },
}
