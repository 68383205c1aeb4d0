import { writtenId } from '@ventanilla/procedures'
import type { YearCase } from './year.ts'

export const yearColumns = [
  'row',
  'procedure',
  'version',
  'kind',
  'channel',
  'received_at',
  'theme',
  'product',
  'area',
  'due_on',
  'late',
  'moves',
  'story',
] as const

/** The lines of a file of a year: the header, and one for each case, whose story is JSON. */
export function* yearLines(cases: Iterable<YearCase>): Generator<string> {
  yield `${yearColumns.join(',')}\n`
  for (const one of cases) yield `${cellsOf(one).map(quoted).join(',')}\n`
}

function cellsOf(one: YearCase): string[] {
  const { row, procedure, version, kind, channel, receivedAt, theme, product, area, dueOn, late } = one
  const received = { type: 'received', at: receivedAt, kind, channel, theme, product }
  return [
    ...[String(row), procedure, String(version), kind, channel, receivedAt, theme, product, area],
    ...[dueOn ?? '', late === undefined ? '' : late ? 'sí' : 'no'],
    ...[
      one.moves.map(({ transition }) => writtenId(transition)).join(' '),
      JSON.stringify([received, ...one.facts]),
    ],
  ]
}

const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
