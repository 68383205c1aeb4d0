import type { ErrorCatalog } from '@ventanilla/http-kit'
import type { ActionRefusalCode } from '../domain/improvement/action-decider.ts'

/** What is refused of improvement actions. */
export const actionErrors = {
  'action-unknown': {
    status: 404,
    title: 'No hay una acción de mejora con ese identificador',
    when: 'An improvement action is read or changed that was never opened.',
  },
  'action-not-open': {
    status: 409,
    title: 'La acción de mejora ya no está abierta',
    when: 'Something is asked of an improvement action that is done, verified or cancelled.',
  },
  'action-not-done': {
    status: 409,
    title: 'La acción de mejora todavía no se ha hecho',
    when: 'The effect of an improvement action is verified before somebody said that it is done.',
  },
  'action-due-past': {
    status: 422,
    title: 'El plazo de la acción ya pasó',
    when: 'An improvement action is opened, amended or goes on with a last day before today.',
  },
  'action-due-missing': {
    status: 422,
    title: 'Falta el nuevo plazo de la acción',
    when: 'An improvement action had no effect: it goes on, and `due` says until when.',
  },
  'action-evidence-missing': {
    status: 422,
    title: 'Falta la evidencia',
    when: 'An improvement action is said to be done, or its effect is verified, without evidence.',
  },
  'action-verified-by-owner': {
    status: 409,
    title: 'La eficacia la verifica otra persona',
    when: 'The owner of an improvement action verifies its effect.',
  },
  'action-procedure-unknown': {
    status: 422,
    title: 'El procedimiento no existe en la entidad',
    when: 'An improvement action is about a procedure that is none of the entity’s.',
  },
  'action-cause-unknown': {
    status: 422,
    title: 'La entidad no tiene un caso con ese identificador',
    when: 'A case that is named as a cause of an improvement action is none of the entity’s; `field` says which.',
  },
} as const satisfies ErrorCatalog & Record<Exclude<ActionRefusalCode, 'person-required'>, unknown>
