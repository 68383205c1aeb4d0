import type { ErrorCatalog } from '@ventanilla/http-kit'
import { actionErrors } from './commands/action-errors.ts'
import { relatedErrors } from './commands/related-errors.ts'
import type { OfficerRefusalCode } from './domain/officers/officer-decider.ts'
import type { PlanRefusalCode } from './domain/reassign/plan-case.ts'

/** Every refusal of a rule, and what only a request can get wrong. */
export const errors = {
  'case-not-open': {
    status: 409,
    title: 'La radicación existe, pero no se pudo abrir su caso',
    when: 'The filing names an entity, a procedure or a kind that routing does not know; `GET /v1/not-opened` says which.',
  },
  'case-closed': {
    status: 409,
    title: 'El caso ya terminó',
    when: 'A case in a final state is assigned to somebody.',
  },
  'version-changed': {
    status: 412,
    title: 'El caso cambió desde que usted lo consultó',
    when: 'The version in `If-Match` is not the present one; `changes` tells what was done since, `version` is the present one.',
  },
  'transition-not-allowed': {
    status: 409,
    title: 'Ese movimiento no se puede hacer desde el estado del caso',
    when: 'No transition of the procedure leads there from the present state; `allowed` lists those that do. A second answer that another system recorded is taken and flagged `already-answered`.',
  },
  'transition-not-for-kind': {
    status: 409,
    title: 'Ese movimiento no es para el tipo del caso',
    when: 'The transition leaves the present state for cases of other kinds alone; `detail` names the kind of this one and those that it is for.',
  },
  'transition-by-system': {
    status: 409,
    title: 'Ese movimiento lo hace el sistema',
    when: 'A user asks for a transition that only the engine makes.',
  },
  'reason-not-allowed': {
    status: 422,
    title: 'La razón no corresponde a esos dos estados',
    when: 'The pair of states exists with other reasons; `detail` names them.',
  },
  'reason-required': {
    status: 422,
    title: 'Falta decir la razón',
    when: 'Several transitions fit what was asked; `detail` names their reasons.',
  },
  'note-required': {
    status: 422,
    title: 'Falta la nota',
    when: 'The transition asks for a note.',
  },
  'evidence-missing': {
    status: 422,
    title: 'Falta adjuntar evidencia',
    when: 'The transition asks for evidence that did not come; `detail` names it.',
  },
  'evidence-unknown': {
    status: 422,
    title: 'Esa evidencia no es del procedimiento',
    when: 'An evidence id is none of the procedure’s.',
  },
  'evidence-not-asked': {
    status: 422,
    title: 'Esa asignación no lleva evidencia',
    when: 'Evidence comes with an assignment that no move of the case goes with.',
  },
  'evidence-giver-missing': {
    status: 422,
    title: 'Falta decir qué área dio la evidencia',
    when: 'Only some areas may give the evidence, and `by` does not say which did.',
  },
  'evidence-giver-not-allowed': {
    status: 422,
    title: 'Esa área no da esa evidencia',
    when: 'The evidence is given by an area that is none of those that may; `detail` names them.',
  },
  'form-invalid': {
    status: 422,
    title: 'El formulario tiene errores',
    when: 'A form breaks the rules of its fields, or the form of a move is not complete; `errors` names each field at fault, with a code of its own (docs/reference/procedures.md).',
  },
  'form-not-asked': {
    status: 422,
    title: 'Aquí no se pide un formulario',
    when: 'The move, or the kind of the case, has no form.',
  },
  'form-closed': {
    status: 409,
    title: 'El formulario ya no cambia en este estado',
    when: 'The procedure closes the form of a kind in the present state: what was approved is what was asked.',
  },
  'form-incomplete': {
    status: 409,
    title: 'El formulario de la solicitud está incompleto',
    when: 'The move asks for the form of the kind to have every mandatory field; `PUT /v1/cases/{id}/form` fills it in.',
  },
  'officer-missing': {
    status: 409,
    title: 'El caso no tiene un funcionario',
    when: 'The move asks for an officer to have the case.',
  },
  'not-classified': {
    status: 409,
    title: 'El caso no está clasificado',
    when: 'The move asks for theme and product, before it or with it.',
  },
  'outcome-not-recorded': {
    status: 409,
    title: 'El caso no tiene resultado',
    when: 'The move asks for the outcome to be recorded.',
  },
  'not-answered': {
    status: 409,
    title: 'El caso no se ha respondido',
    when: 'The move asks for the answer on the substance.',
  },
  'too-soon': {
    status: 409,
    title: 'Todavía no ha pasado el tiempo que se espera',
    when: 'The move asks for some days in the present state; `detail` says after which day it can be made.',
  },
  'same-person': {
    status: 409,
    title: 'Este movimiento lo hace otra persona',
    when: 'Who asks made one of the moves that somebody else has to have made.',
  },
  'person-required': {
    status: 403,
    title: 'Este movimiento lo hace una persona',
    when: 'An application that acts for itself asks for a move that needs two persons.',
  },
  'outcome-required': {
    status: 422,
    title: 'Falta decir el resultado',
    when: 'The transition leaves an outcome to choose.',
  },
  'outcome-not-allowed': {
    status: 422,
    title: 'Ese resultado no corresponde',
    when: 'The transition, or the procedure, does not take this outcome.',
  },
  'outcome-too-early': {
    status: 409,
    title: 'El caso todavía no tiene resultado',
    when: 'An outcome is set on a case that is neither answered nor over.',
  },
  'text-not-allowed': {
    status: 422,
    title: 'Ese movimiento no lleva texto',
    when: 'A text comes with a move that is neither an answer nor a solution.',
  },
  'answered-before-filed': {
    status: 422,
    title: 'La respuesta es anterior a la radicación',
    when: 'A user dates an answer before the filing. Recorded by another system, it is taken and flagged.',
  },
  'answered-in-future': {
    status: 422,
    title: 'La respuesta lleva una fecha futura',
    when: 'A user dates an answer after today. Recorded by another system, it is taken and flagged.',
  },
  'moved-before-filed': {
    status: 422,
    title: 'El movimiento es anterior a la radicación',
    when: 'A user dates a move before the filing. Recorded by another system, it is taken and flagged.',
  },
  'moved-in-future': {
    status: 422,
    title: 'El movimiento lleva una fecha futura',
    when: 'A user dates a move after today. Recorded by another system, it is taken and flagged.',
  },
  'moved-out-of-order': {
    status: 422,
    title: 'El caso ya tiene un movimiento posterior a esa fecha',
    when: 'A user dates a move before the last one. Recorded by another system, it is taken and flagged.',
  },
  'procedure-version-unknown': {
    status: 404,
    title: 'El procedimiento no tiene esa versión',
    when: 'A case is to go on under a version that its entity does not have.',
  },
  'priority-stands': {
    status: 409,
    title: 'El caso ya tiene esa prioridad, o ya está pedida',
    when: 'A move asks for priority, or grants or refuses it, where it is granted; or asks for it where it is asked for.',
  },
  'priority-not-asked': {
    status: 409,
    title: 'Nadie ha pedido la prioridad que se niega',
    when: 'A move refuses a priority that nobody asked for, or that was decided already.',
  },
  'priority-not-granted': {
    status: 409,
    title: 'El caso no tiene prioridad que se le pueda retirar',
    when: 'A move takes back a priority that was not granted.',
  },
  'migration-not-possible': {
    status: 409,
    title: 'El caso no puede pasar a esa versión del procedimiento',
    when: 'The version has no place for the kind, state, level or outcome of the case, would stop its term or let it run, or leaves a clock without what fulfils it; `errors` names each.',
  },
  'escalation-not-allowed': {
    status: 422,
    title: 'El caso no se puede escalar así',
    when: 'The procedure does not escalate this kind, or not to this area.',
  },
  'area-unknown': {
    status: 422,
    title: 'El área no existe en la entidad',
    when: 'An area is none of the entity’s.',
  },
  'level-unknown': {
    status: 422,
    title: 'El nivel no existe en el procedimiento',
    when: 'A level is none of the procedure’s.',
  },
  'theme-not-of-entity': {
    status: 422,
    title: 'El tema no existe en la entidad',
    when: 'A user names a theme that is none of the entity’s.',
  },
  'product-not-of-entity': {
    status: 422,
    title: 'El producto no existe en la entidad',
    when: 'A product is none of the entity’s.',
  },
  'assignment-changed': {
    status: 409,
    title: 'El caso ya no está con quien estaba',
    when: 'A batch finds a case with somebody else than when its list was made: it has gone on since.',
  },
  'nobody-free': {
    status: 409,
    title: 'Ningún funcionario puede atender el caso ahora',
    when: 'A batch distributes a case that no other officer can have; `GET /v1/cases/{id}/candidates` says why.',
  },
  'reassignment-changed': {
    status: 409,
    title: 'El traslado ya no haría lo que se mostró',
    when: 'What a reassignment would do isn’t what its dry run showed; `digest` stands for what it would do now: show it again.',
  },
  'reassignment-too-wide': {
    status: 422,
    title: 'El filtro toma demasiados casos',
    when: 'More cases fit the filter than one reassignment moves; `most` says how many that are.',
  },
  'officer-unknown': {
    status: 404,
    title: 'No hay un funcionario con ese identificador',
    when: 'An absence is of somebody of whom nothing was said; `PUT /v1/officers/{id}` says it.',
  },
  'absence-unknown': {
    status: 404,
    title: 'El funcionario no tiene esa ausencia',
    when: 'An absence is withdrawn that was never told, or was withdrawn before.',
  },
  'skill-unknown': {
    status: 422,
    title: 'La entidad no conoce lo que el funcionario atendería',
    when: 'A kind, theme, product or channel of `skills` is none of the entity’s; `field` says which.',
  },
  ...relatedErrors,
  ...actionErrors,
  'person-erased': {
    status: 409,
    title: 'Los datos de la persona fueron suprimidos',
    when: 'A note or a text comes for a person whose key was destroyed, or what a form said of them is asked for: nothing is kept in their name any more.',
  },
} as const satisfies ErrorCatalog & Record<PlanRefusalCode | OfficerRefusalCode, unknown>
