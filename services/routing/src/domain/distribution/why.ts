import { bogotaDate } from '@ventanilla/calendar'
import { dayInWords } from '@ventanilla/terms'
import type { CaseAssigned, Score, Weighed } from '../events.ts'
import { byDistribution } from './distribute.ts'

/**
 * Why a case is where it is, in Spanish, for who has it.
 * @param at instant
 * @param by who assigned it, by their id
 * @param priority that the case had then, by its ground unless that is in the vault; absent: it had none
 */
export function whyOf(
  { officer, rule, decision }: CaseAssigned['data'],
  at: string,
  by: string,
  priority?: { groundName?: string },
): string {
  const day = dayInWords(bogotaDate(at))
  if (rule === byDistribution && decision !== undefined)
    return `${givenWords(decision)} Fue el ${day}.${priority === undefined ? '' : priorityWords(priority)}`
  const to = officer === undefined ? 'esta área, sin un funcionario' : officer
  if (rule === 'by-hand') return `${by} lo asignó a mano a ${to}, el ${day}.`
  const number = /^typification-(\d+)$/.exec(rule)?.[1]
  const how = number === undefined ? `La regla «${rule}»` : `La regla de reparto ${number} del procedimiento`
  return `${how} lo llevó a ${to}, el ${day}.`
}

function givenWords({ considered, available, scores, weights }: Weighed): string {
  const [first, second] = scores
  if (first === undefined) return 'El reparto no dejó sus puntajes.'
  const could = available === 1 ? 'solo uno podía atenderlo' : `${available} podían atenderlo`
  const tie = second?.total === first.total ? ` ${tieWords(first, scores)}` : ''
  return (
    `Se asignó a ${first.officer}: de ${considered} ${considered === 1 ? 'funcionario' : 'funcionarios'} ${could}, y ninguno tuvo más puntos que sus ` +
    `${first.total} (habilidad ${first.skill} × ${weights.skill}, espacio ${first.load} × ${weights.load}; ` +
    `tenía ${first.open} de ${first.capacity} casos).${tie}`
  )
}

const priorityWords = ({ groundName }: { groundName?: string }) =>
  ` Tenía atención prioritaria${groundName === undefined ? '' : ` («${groundName}»)`}: se repartió antes que los casos que no la tenían.`

function tieWords({ total }: Score, scores: readonly Score[]): string {
  const others = scores.slice(1).filter((one) => one.total === total)
  const names = others.map(({ officer }) => officer).join(', ')
  return `Con los mismos puntos: ${names}. Entre iguales el orden sale del caso, y en otro caso es otro.`
}
