import type { Problem } from '../problem.ts'
import type { ProcedureSource } from '../schema/procedure.ts'

/** The move that a task needs is there, and stops the term: there is no second way to stop one. */
export function taskProblems({ tasks, transitions, states }: ProcedureSource): Problem[] {
  return tasks.flatMap(({ pauses }, at): Problem[] => {
    if (pauses === undefined) return []
    const path = ['tasks', at, 'pauses', 'move']
    const move = transitions.find(({ id }) => id === pauses.move)
    if (move === undefined)
      return [{ code: 'unknown-transition', path, detail: `La transición «${pauses.move}» no existe` }]
    if (states.find(({ id }) => id === move.to)?.clock === 'stops') return []
    return [{ code: 'task-pause-idle', path, detail: `«${pauses.move}» no detiene el término` }]
  })
}
