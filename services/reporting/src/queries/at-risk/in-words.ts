import type { GroupName } from '../../domain/risk/history.ts'
import type { LoadJudged } from '../../domain/risk/load.ts'
import type { RiskParameters } from '../../domain/risk/parameters.ts'
import type { Judged, Risk } from '../../domain/risk/risk.ts'
import { BUSINESS_DAYS } from '../../domain/risk/ruler.ts'
import { inWords } from '../follow/view.ts'

/** What is less would be told as 0 %. */
const LEAST_TOLD = 0.005

/** Why a case is at risk, in sentences that say all the numbers. */
export function riskInWords(
  one: Pick<Judged, 'procedure' | 'kind' | 'area' | 'due'>,
  risk: Risk,
  parameters: RiskParameters,
): string[] {
  return [...historyInWords(one, risk, parameters), ...loadInWords(one, risk.load)]
}

function historyInWords(
  one: Pick<Judged, 'procedure' | 'kind'>,
  { unit, left, history: { groups } }: Risk,
  { withoutHistory }: RiskParameters,
): string[] {
  const known = groups.filter(({ stillOpen }) => stillOpen > 0)
  const sentences = known.map(({ group, stillOpen, late, weight }) => {
    const cases = many(stillOpen, 'caso', 'casos')
    const open = stillOpen === 1 ? 'seguía' : 'seguían'
    const missed = `${many(late, 'venció', 'vencieron')} (${percent(late / stillOpen)})`
    return `De ${cases} ${ofGroup(group, one)} que ${open} sin terminar ${when(left, unit)}, ${missed}; pesa ${percent(weight)}.`
  })
  const assumed = 1 - groups.reduce((sum, { weight }) => sum + weight, 0)
  if (assumed < LEAST_TOLD) return sentences
  return [...sentences, `Sin más historia se supone ${percent(withoutHistory)}; pesa ${percent(assumed)}.`]
}

function when(left: number, unit: string): string {
  if (left === 0) return 'el último día'
  return unit === BUSINESS_DAYS
    ? `a ${many(left, 'día hábil', 'días hábiles')} del vencimiento`
    : `a ${many(left, 'día', 'días')} del vencimiento`
}

function ofGroup(group: GroupName, { procedure, kind }: Pick<Judged, 'procedure' | 'kind'>): string {
  if (group === 'entity') return 'de toda la entidad'
  return group === 'procedure' ? `de «${procedure}»` : `de «${procedure}» y clase «${kind}»`
}

function loadInWords({ area, due }: Pick<Judged, 'area' | 'due'>, load: LoadJudged | undefined): string[] {
  if (!load) return ['Ningún área lo tiene asignado: no cuenta la carga de ninguna.']
  const { ahead, ended, days, pace, daysToWork, value } = load
  const queue = many(ahead, 'caso que vence', 'casos que vencen')
  const manages = `en ${many(daysToWork, 'día hábil', 'días hábiles')} alcanza para ${decimal(pace * daysToWork)}`
  return [
    `El área «${area}» tiene ${queue} a más tardar el ${inWords(due)}, contando este.`,
    `Terminó ${ended} en ${many(days, 'día hábil', 'días hábiles')} con trabajo; con uno más en un día más, ` +
      `son ${decimal(pace)} por día: ${manages}${value > 0 ? `, y le falta ${percent(value)}` : ''}.`,
  ]
}

const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const percent = (share: number) => `${Math.round(share * 100)} %`
const decimal = (n: number) => String(Math.round(n * 100) / 100).replace('.', ',')
