import type { CaseRefusalCode } from '../refusals.ts'

/** What only a log that somebody else wrote into can hold: no command leads there. */
export const impossible = {
  'definition-missing': 'el procedimiento no tiene la versión bajo la que vivió el caso',
  'state-missing': 'la versión a la que pasó no tiene el estado en que quedó',
  'initial-state-altered': 'el caso no nació en el estado inicial',
  'opened-twice': 'el caso se abrió dos veces',
  'transition-unknown': 'el procedimiento no tiene ese movimiento',
  'state-altered': 'el movimiento parte de un estado en el que el caso no estaba',
  'move-altered': 'el movimiento no lleva a donde dice el procedimiento, o lo dice con otra razón',
  'effect-altered': 'el estado no hace con el término lo que dice el procedimiento',
  'moved-too-early': 'el sistema lo hizo antes de que pasara el tiempo que el procedimiento pide',
  'answer-without-move': 'hay una respuesta que ningún movimiento dio',
  'changed-while-merged': 'se hizo algo con el caso mientras otro seguía en su lugar',
  'merged-twice': 'se acumuló un caso que ya lo estaba',
  'unmerged-alone': 'se separó un caso que no estaba acumulado en ese',
  'task-by-nobody': 'la tarea la pidió o la terminó el sistema, o consta a nombre de otro',
  'task-altered': 'la tarea no tiene el plazo que dice el procedimiento, o terminó antes de pedirse',
  'priority-altered': 'lo que se dice de la prioridad no es lo que hizo el movimiento anterior',
  'answer-missing': 'el movimiento responde y no hay respuesta',
} as const
export type Impossible = keyof typeof impossible

/** Something in the real path of a case that its procedure doesn't allow. */
export interface Deviation {
  code: Impossible | CaseRefusalCode
  /** Version of the case's stream at which the fact stands. */
  version: number
  at: string
  /** Of a move, what the fact says of it. */
  transition?: string
  from?: string
  to?: string
  reason?: string
  /** Spanish. It never quotes what a person wrote. */
  detail: string
}
