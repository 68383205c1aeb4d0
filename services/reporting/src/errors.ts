import type { ErrorCatalog } from '@ventanilla/http-kit'

/** What reporting refuses. */
export const errors = {
  'case-file-not-found': {
    status: 404,
    title: 'No hay un expediente con ese identificador',
    when: 'No case has this id, or the journal has not heard of it yet.',
  },
  'filing-not-found': {
    status: 404,
    title: 'No hay una radicación con ese número y ese código',
    when: 'The filing number and the tracking code do not belong together, or one of them is nobody’s: the answer is the same.',
  },
  'updates-too-many': {
    status: 429,
    title: 'Hay demasiadas conexiones de novedades abiertas',
    retry: true,
    when: 'The caller, or all callers together, have as many streams of updates open in this process as it holds.',
  },
  'staffing-area-unknown': {
    status: 422,
    title: 'La entidad no tiene esa área',
    when: 'A staffing is tried of an area that the entity does not have; `detail` lists those that it has.',
  },
  'staffing-pace-unknown': {
    status: 422,
    title: 'No se sabe cuántos casos atendía el área por día',
    when: 'So many cases a day are tried of an area that no case left in the period. Try `percent` or `people`.',
  },
  'staffing-too-many-cases': {
    status: 422,
    title: 'Son demasiados casos para repetirlos de una vez',
    when: 'More cases passed through the areas since the first day of the period than one replay holds. Begin later.',
  },
  'staffing-busy': {
    status: 503,
    title: 'Ya se están repitiendo otros períodos',
    retry: true,
    when: 'As many replays of other staffings are under way in this process as it holds.',
  },
  'staffing-not-ready': {
    status: 503,
    title: 'Todavía no se sabe por qué colas pasó cada caso',
    retry: true,
    when: 'The case files of an older release serve while those that know the queues are built.',
  },
  'extract-not-found': {
    status: 404,
    title: 'No se ha expedido un extracto con ese identificador',
    when: 'No extract has this id.',
  },
  'extract-entity-unknown': {
    status: 422,
    title: 'No se conoce la entidad del extracto',
    when: 'No entity has this id.',
  },
  'extract-format-unknown': {
    status: 422,
    title: 'No se conoce el formato del extracto',
    when: 'No layout has this format.',
  },
  'sample-not-drawn': {
    status: 404,
    title: 'Esa muestra no se ha sacado',
    when: 'No sample has this id: none was drawn of that month.',
  },
  'sample-not-asked': {
    status: 422,
    title: 'El procedimiento no pide una muestra',
    when: 'The version of the procedure in force at the end of the month has no `sample`, or the entity has no such procedure.',
  },
  'sample-empty': {
    status: 409,
    title: 'Ningún caso terminó en ese mes',
    when: 'There is nothing to draw a sample of.',
  },
  'case-not-in-sample': {
    status: 422,
    title: 'Ese caso no está en la muestra',
    when: 'A case is reviewed that was not drawn.',
  },
  'indicators-not-declared': {
    status: 404,
    title: 'La entidad no tiene ese procedimiento',
    when: 'Indicators are asked of a procedure that the entity does not have on the last day of the period.',
  },
  'period-reversed': {
    status: 422,
    title: 'El período termina antes de empezar',
    when: 'The last day of a period is before its first.',
  },
  'denominator-unknown': {
    status: 404,
    title: 'Ningún indicador se cuenta sobre ese número',
    when: 'No procedure of the entity has an indicator `of` this name.',
  },
  'bad-month': {
    status: 422,
    title: 'No es un mes',
    when: 'A month is not written as `2027-02`, or its year is outside of 1984 to 2199.',
  },
  'month-not-over': {
    status: 409,
    title: 'El mes no ha terminado',
    when: 'A sample is asked of a month before its last day is over in Bogotá.',
  },
  'bad-period': {
    status: 422,
    title: 'El período no es un trimestre',
    when: 'A period is not written as `2024-Q1`, or its year is outside of 1984 to 2199.',
  },
  'quarter-not-over': {
    status: 409,
    title: 'El trimestre no ha terminado',
    when: 'The extract of a quarter is asked for before its last day is over in Bogotá.',
  },
  'journal-behind': {
    status: 503,
    title: 'Todavía no llegan todos los hechos del período',
    retry: true,
    when: 'Intake or routing has not told everything that happened up to the end of the quarter or month; `detail` names which.',
  },
  'outcome-missing': {
    status: 409,
    title: 'Hay casos terminados sin resultado',
    when: 'A case that counts left in the quarter without an outcome; `cases` lists them. Classify them and ask again.',
  },
  'product-without-unit': {
    status: 409,
    title: 'Hay casos cuyo producto no está en ninguna unidad de captura',
    when: 'A case that counts has no product, or one without a capture unit in the entity’s definition; `cases` lists them.',
  },
  'extract-inconsistent': {
    status: 500,
    title: 'El extracto no cuadra y no se expide',
    when: 'The numbers break a rule of the format; `breaches` lists what was expected and what was found. A mistake of the software.',
  },
  'extract-not-reproducible': {
    status: 500,
    title: 'El extracto que se expidió no se puede volver a producir',
    when: 'Folding the journal to the cut of an issued extract gives other bytes than its SHA-256: the journal or the software was altered.',
  },
} as const satisfies ErrorCatalog
