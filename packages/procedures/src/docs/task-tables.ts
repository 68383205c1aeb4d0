import type { Task } from '../schema/tasks.ts'
import { code, table } from './markdown.ts'
import { termWords } from './words.ts'

export function tasksTable(tasks: readonly Task[]): string {
  const rows = tasks.map(({ id, name, to, term, pauses, source }) => [
    code(id),
    name,
    to === 'internal' ? 'un área' : 'otra entidad',
    termWords(term),
    pauses === undefined ? 'corre' : `se detiene con ${code(pauses.move)} (${pauses.basis})`,
    source,
  ])
  return table(['Id', 'Tarea', 'Se pide a', 'Plazo', 'El término del caso', 'Fuente'], rows)
}
