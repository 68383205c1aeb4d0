import type { LetterUse } from '../schema/templates.ts'

/** What a template may leave open, by the name between {{ and }}. The text is how the reference explains it. */
export const blanks = {
  entidad: 'the name of the entity',
  radicado: 'the filing number',
  procedimiento: 'the name of the procedure',
  tipo: 'the name of the kind',
  persona: 'how the person is called; a greeting without a name where it isn’t known',
  'fecha-de-radicacion': 'the day on which it was received, in words',
  fecha: 'the day of the letter, in words',
  termino: 'how long the term is, in words',
  vence: 'the day on which it is due, in words',
  area: 'the name of the area that attends it',
  motivo: 'the reason of the move, as the document words it',
  'sigue-con': 'the filing number of the case that goes on for this one',
  texto: 'what the officer wrote: the answer, or why',
  seguimiento: 'where the request can be followed',
} as const

/**
 * What is known where a letter is written and sent by itself, by what it is written for. A letter of another use is
 * written by who sends it.
 */
export const sentWith = {
  acknowledgement: [...ofAll(), 'termino', 'vence'],
  answer: [...ofAll(), 'texto'],
  extension: [...ofAll(), 'texto', 'termino', 'vence'],
  merge: [...ofAll(), 'sigue-con'],
  'new-date': [...ofAll(), 'motivo', 'vence'],
} as const satisfies Partial<Record<LetterUse, readonly (keyof typeof blanks)[]>>

function ofAll() {
  return [
    ...(['entidad', 'radicado', 'procedimiento', 'tipo', 'persona'] as const),
    ...(['fecha-de-radicacion', 'fecha', 'seguimiento'] as const),
  ]
}

/** Before the id of a field of a form that the letter's kinds, or a move, are asked with. */
export const FIELD = 'campo.'

export interface Blank {
  name: string
  /** 1-based. */
  line: number
}

/** What a text leaves open, in order. A mark that isn't closed on its line leaves open what follows it. */
export function blanksOf(text: string): Blank[] {
  return text.split('\n').flatMap((written, at) =>
    [...written.matchAll(/\{\{(.*?)(\}\}|$)/g)].map(([whole, name = '']) => ({
      name: whole.endsWith('}}') ? name.trim() : whole,
      line: at + 1,
    })),
  )
}
