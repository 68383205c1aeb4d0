import type { Letter } from '../letter.ts'
import { acumulacion } from './acumulacion.ts'
import { acuse } from './acuse.ts'
import { approvedBlocks } from './approved.ts'
import { lines, oneLine } from './clean.ts'
import type { Around, Draft } from './draft.ts'
import { nuevaFecha } from './nueva-fecha.ts'
import { prorroga } from './prorroga.ts'
import { respuesta } from './respuesta.ts'
import { toHtml } from './to-html.ts'
import { toText } from './to-text.ts'

export interface WrittenLetter {
  subject: string
  text: string
  html: string
}

/** A letter in Spanish, lenguaje claro, as plain text and as HTML that say the same. Pure. */
export function writeLetter(letter: Letter, around: Around): WrittenLetter {
  const { person, text } = around
  const clean = {
    ...around,
    ...(person !== undefined && { person: oneLine(person) }),
    ...(text !== undefined && { text: lines(text) }),
  }
  const { subject, blocks } = draftOf(letter, clean)
  const approved = clean.approved === undefined ? undefined : approvedBlocks(clean.approved, letter, clean)
  const whole: Draft = {
    subject: oneLine(subject),
    blocks: [
      ...(approved ?? [
        { paragraph: clean.person ? `Cordial saludo, ${clean.person}:` : 'Cordial saludo:' },
        ...blocks,
        { paragraph: around.entity },
      ]),
      { paragraph: 'Este mensaje es automático. Por favor no lo responda.' },
    ],
  }
  return { subject: whole.subject, text: toText(whole), html: toHtml(whole) }
}

function draftOf(letter: Letter, around: Around): Draft {
  switch (letter.template) {
    case 'acuse':
      return acuse(letter, around)
    case 'acumulacion': {
      const { goesOnUnder } = around
      if (goesOnUnder === undefined) throw new Error(`nobody said under which number ${letter.into} goes on`)
      return acumulacion(letter, { ...around, goesOnUnder })
    }
    case 'prorroga':
      return prorroga(letter, around)
    case 'nueva-fecha':
      return nuevaFecha(letter, around)
    case 'respuesta':
      return respuesta(letter, around)
  }
}
