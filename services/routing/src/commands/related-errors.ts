import type { ErrorCatalog } from '@ventanilla/http-kit'
import type { LinkRefusalCode, MergeRefusalCode } from '../domain/refusals.ts'

/** What is refused of that which hangs on a case beside its own moves: other cases, and what others are asked. */
export const relatedErrors = {
  'case-merged': {
    status: 409,
    title: 'El caso está acumulado en otro',
    when: 'Something is asked of a case that was merged into another one; `mergedInto` is the case that goes on. What another system recorded is taken.',
  },
  'merge-itself': {
    status: 422,
    title: 'Un caso no se acumula en sí mismo',
    when: '`into` is the case itself.',
  },
  'merge-other-unknown': {
    status: 422,
    title: 'No hay un caso en el cual acumularlo',
    when: '`into` is no case, or one that was never opened.',
  },
  'merge-other-entity': {
    status: 422,
    title: 'Los dos casos no son de la misma entidad',
    when: '`into` is a case of another entity.',
  },
  'merge-other-family': {
    status: 409,
    title: 'Los dos casos no son de la misma clase de procedimiento',
    when: 'The procedures of the two cases are of different families: a petition is not merged into an internal request.',
  },
  'merge-chain': {
    status: 409,
    title: 'Uno de los dos casos ya está unido con otro',
    when: '`into` is itself merged (`mergedInto` is the case that goes on for it), or the case goes on for others (`merged`), which would hang from a case that rests.',
  },
  'merge-not-open': {
    status: 409,
    title: 'Solo se acumulan casos sin responder',
    when: 'One of the two is answered or over; `field` tells whether it is the other one.',
  },
  'merge-later-receipt': {
    status: 409,
    title: 'Sigue el caso que se recibió primero',
    when: '`into` was received later: the merge has to be asked for in the other direction; `from` and `into` say which.',
  },
  'merge-shorter-term': {
    status: 409,
    title: 'El plazo de este caso termina antes que el del otro',
    when: 'The two are of different kinds, and the term of the one that would rest ends before that of the one that would go on, or the two can’t be compared: whoever filed it would wait longer.',
  },
  'not-merged': {
    status: 409,
    title: 'El caso no está acumulado en otro',
    when: 'A case that goes on by itself is to be separated.',
  },
  'tasks-open': {
    status: 422,
    title: 'El caso tiene tareas sin terminar',
    when: 'The procedure asks that each task was answered or withdrawn before this move; each that is left is named.',
  },
  'task-unknown': {
    status: 422,
    title: 'El procedimiento no tiene esa tarea',
    when: '`task` is none that the procedure of the case declares.',
  },
  'task-addressee': {
    status: 422,
    title: 'La tarea no se pide a quien se dijo',
    when: 'An internal task is asked of an area (`area`), an external one of an entity (`outside`), and of one of them only.',
  },
  'task-needs-pause': {
    status: 409,
    title: 'Antes de pedirlo hay que detener el término',
    when: 'The procedure stops the term for this task by a move, and the case isn’t where that leads.',
  },
  'task-not-found': {
    status: 404,
    title: 'El caso no tiene esa tarea',
    when: 'A task is answered or withdrawn that was never asked for this case.',
  },
  'task-not-open': {
    status: 409,
    title: 'La tarea ya terminó',
    when: 'A task is answered or withdrawn that was answered or withdrawn before.',
  },
  'link-itself': {
    status: 422,
    title: 'Un caso no se enlaza consigo mismo',
    when: '`other` is the case itself.',
  },
  'link-other-unknown': {
    status: 422,
    title: 'No hay un caso con el cual enlazarlo',
    when: '`other` is no case of the entity, or one that was never opened.',
  },
  'link-exists': {
    status: 409,
    title: 'Los dos casos ya tienen ese enlace',
    when: 'The two are linked so already, in this direction or the other.',
  },
  'link-not-found': {
    status: 404,
    title: 'Los dos casos no tienen ese enlace',
    when: 'A link is taken away that there isn’t.',
  },
} as const satisfies ErrorCatalog & Record<MergeRefusalCode | LinkRefusalCode, unknown>
