import { table, weekdayName } from './days.ts'
import type { AnswerOfFile } from './due-of-facts.ts'
import { oneLine } from './one-line.ts'

const states = {
  'not-started': 'sin empezar',
  running: 'corriendo',
  breached: 'vencido',
  paused: 'suspendido',
  met: 'cumplido',
  cancelled: 'terminado sin respuesta',
}

/** What may have stopped a day, as people say it; between an end and a reopening nothing runs either. */
const stops: Readonly<Record<string, string>> = {
  paused: 'la suspensión',
  'requirement-sent': 'el requerimiento',
  answered: 'la respuesta',
  delivered: 'la entrega',
  withdrawn: 'el desistimiento',
  transferred: 'el traslado',
}

/** The answer for people: sentences, effects, what didn't count, and each day. */
export function printedClock(answer: AnswerOfFile): string {
  const { sentences, effects, refused, ignored, explanation } = answer
  const late = answer.late ? ', fuera de término' : ''
  const rows = explanation.map(({ date, counted, why, total, source, pausedBy }) => [
    date,
    weekdayName(date),
    counted ? String(total) : '–',
    oneLine(
      (source === undefined || why.includes(source) ? why : `${why} (${source})`) +
        (pausedBy ? `, desde ${stops[pausedBy.type] ?? pausedBy.type} de ${pausedBy.at}` : ''),
    ),
  ])
  return [
    `Estado: ${states[answer.state]}${late}. Calendario ${answer.calendar.version}.\n\n`,
    ...sentences.map((sentence) => `${oneLine(sentence)}\n`),
    ...effects.map(({ text, article }) => `${text} (${article})\n`),
    ...refused.map(({ index, code, detail }) => `No cuenta el hecho ${index + 1} (${code}): ${detail}.\n`),
    ...ignored.map(({ index, field }) => `Del hecho ${index + 1} no se usa «${oneLine(field)}».\n`),
    rows.length > 0 ? `\n${table([['fecha', 'día', 'van', 'por qué'], ...rows])}` : '',
  ].join('')
}
