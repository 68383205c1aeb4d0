import type { GroupJudged } from '../../domain/risk/history.ts'
import type { LoadJudged } from '../../domain/risk/load.ts'
import type { RiskParameters } from '../../domain/risk/parameters.ts'
import { type Judged, type Risk, rounded } from '../../domain/risk/risk.ts'
import { BUSINESS_DAYS } from '../../domain/risk/ruler.ts'
import { inWords } from '../follow/view.ts'

/** Why a case is at risk, in sentences that say all the numbers. */
export function riskInWords(
  one: Pick<Judged, 'procedure' | 'kind' | 'area' | 'due'>,
  risk: Risk,
  parameters: RiskParameters,
): string[] {
  return [...historyInWords(one, risk, parameters), loadInWords(one, risk.load)]
}

function historyInWords(
  one: Pick<Judged, 'procedure' | 'kind'>,
  { unit, left, history: { groups } }: Risk,
  { withoutHistory }: RiskParameters,
): string[] {
  const known = groups.filter(({ stillOpen }) => stillOpen > 0)
  const when = left === 0 ? 'el último día' : `cuando ${daysLeft(left, unit)}`
  const sentences = known.map(
    (group, place) =>
      `${place === 0 ? 'De' : 'Y de'} ${many(group.stillOpen, 'caso', 'casos')} ${ofGroup(group.group, one)} que ${when} ` +
      `${group.stillOpen === 1 ? 'seguía' : 'seguían'} sin terminar, ` +
      `${many(group.late, 'venció', 'vencieron')} (${percent(group.late / group.stillOpen)}); pesa ${percent(group.weight)}.`,
  )
  const assumed = 1 - groups.reduce((sum, { weight }) => sum + weight, 0)
  if (rounded(assumed) < 0.01) return sentences
  const guess = `Sin historia se supone ${percent(withoutHistory)}`
  return [...sentences, `${guess}; pesa ${percent(assumed)}.`]
}

function daysLeft(left: number, unit: string): string {
  const days = unit === BUSINESS_DAYS ? many(left, 'día hábil', 'días hábiles') : many(left, 'día', 'días')
  return `${left === 1 ? 'le quedaba' : 'les quedaban'} ${days}`
}

function ofGroup(
  group: GroupJudged['group'],
  { procedure, kind }: Pick<Judged, 'procedure' | 'kind'>,
): string {
  if (group === 'entity') return 'de toda la entidad'
  return group === 'procedure' ? `de «${procedure}»` : `de «${procedure}», tipo «${kind}»,`
}

function loadInWords({ area, due }: Pick<Judged, 'area' | 'due'>, load: LoadJudged | undefined): string {
  if (!load) return 'Ningún área lo tiene asignado: su carga no cuenta.'
  const { ahead, ended, days, pace, daysToWork, value } = load
  const queue = `El área «${area}» tiene ${many(ahead, 'caso que vence', 'casos que vencen')} a más tardar el ${inWords(due)}, contando este.`
  const speed =
    `Terminó ${ended} en ${many(days, 'día hábil con trabajo', 'días hábiles con trabajo')}: a ${decimal(pace)} por día, ` +
    `en ${many(daysToWork, 'día hábil', 'días hábiles')} alcanza para ${decimal(pace * daysToWork)}`
  return `${queue} ${speed}${value > 0 ? `; le falta ${percent(value)}.` : '.'}`
}

const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`
const percent = (share: number) => `${Math.round(share * 100)} %`
const decimal = (n: number) => String(Math.round(n * 100) / 100).replace('.', ',')
