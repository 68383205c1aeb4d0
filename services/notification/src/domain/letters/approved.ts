import { bogotaDate } from '@ventanilla/calendar'
import { blanksOf, sentWith } from '@ventanilla/procedures'
import { dateInWords, termInWords } from '@ventanilla/terms'
import type { Letter } from '../letter.ts'
import type { Around, Block } from './draft.ts'
import { follow } from './follow.ts'
import { longInstant } from './spanish.ts'

/** For what a procedure's approved letter is written in the place of each of ours. */
export const useOf = {
  acuse: 'acknowledgement',
  acumulacion: 'merge',
  respuesta: 'answer',
  prorroga: 'extension',
  'nueva-fecha': 'new-date',
} as const satisfies Record<Letter['template'], keyof typeof sentWith>

/** What a text asks for that a letter of ours never knows; it can't be written from it. */
export function unknownIn(text: string, template: Letter['template']): string[] {
  const known: readonly string[] = sentWith[useOf[template]]
  return blanksOf(text).flatMap(({ name }) => (known.includes(name) ? [] : [name]))
}

const OFFICERS_TEXT = 'texto'

/** Whether a letter can be written with it: not where another system keeps the officer's words to itself. */
export function canSay(text: string, { hasText }: { hasText: boolean }): boolean {
  return hasText || !blanksOf(text).some(({ name }) => name === OFFICERS_TEXT)
}

/**
 * The letter in the words that were approved for it. A line is a paragraph; what an officer wrote keeps its own lines.
 * @returns undefined when it asks for what nobody told: the text of an answer that another system keeps to itself
 */
export function approvedBlocks(approved: string, letter: Letter, around: Around): Block[] | undefined {
  const filling = fillingOf(letter, around)
  const asked = blanksOf(approved)
  if (asked.some(({ name }) => filling[name] === undefined)) return undefined
  const paragraphs = approved
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const tellsHow = asked.some(({ name }) => name === 'seguimiento')
  return [...paragraphs.map((line) => blockOf(line, filling)), ...(tellsHow ? [] : follow(around))]
}

function blockOf(line: string, filling: Filling): Block {
  const [only] = blanksOf(line)
  if (only?.name === OFFICERS_TEXT && /^\{\{[^}]*\}\}$/.test(line))
    return { quote: filling[OFFICERS_TEXT] ?? '' }
  return { paragraph: line.replace(/\{\{(.*?)\}\}/g, (_, name: string) => filling[name.trim()] ?? '') }
}

type Filling = Readonly<Partial<Record<string, string>>>

function fillingOf(letter: Letter, around: Around): Filling {
  const { radicado, receivedAt, procedure, kind } = letter
  return {
    radicado,
    entidad: around.entity,
    procedimiento: around.procedure ?? procedure,
    tipo: around.kind ?? kind,
    persona: around.person ? `Cordial saludo, ${around.person}` : 'Cordial saludo',
    'fecha-de-radicacion': longInstant(receivedAt),
    ...(around.date !== undefined && { fecha: dateInWords(bogotaDate(around.date)) }),
    seguimiento:
      around.followUrl ??
      'nuestra página, con ese número y el código de seguimiento que recibió al presentarla',
    ...('due' in letter && { vence: dateInWords(letter.due) }),
    ...('amount' in letter && { termino: termInWords(letter.amount, letter.unit) }),
    ...('act' in letter && { motivo: letter.act }),
    ...(around.goesOnUnder !== undefined && { 'sigue-con': around.goesOnUnder }),
    ...(around.text !== undefined && { [OFFICERS_TEXT]: around.text }),
  }
}
