import { bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { describe, expect, it } from 'vitest'
import { tell as addTo, type CaseStory, newStory } from '../src/domain/case-story.ts'
import type { Definition } from '../src/domain/extract/definition.ts'
import { place } from '../src/domain/extract/place.ts'
import { encode, fileNameOf, render } from '../src/domain/extract/render.ts'
import { count } from '../src/domain/extract/table.ts'
import { parseQuarter, previousQuarter, type Quarter } from '../src/domain/quarter.ts'
import { formato379 } from './definition.ts'
import { caseId, publisher } from './facts.ts'

const quarter = (period: string) => parseQuarter(period) as Quarter
const Q1 = quarter('2024-Q1')

function storiesOf(events: readonly PublicEvent[]): CaseStory[] {
  const stories = new Map<string, CaseStory>()
  for (const event of events)
    stories.set(event.subject, addTo(stories.get(event.subject) ?? newStory(event.subject), event))
  return [...stories.values()]
}

function file(events: readonly PublicEvent[], when = Q1, definition: Definition = formato379): string {
  const placements = storiesOf(events).flatMap((story) => place(story, when, definition) ?? [])
  return encode(render(definition, when, count(placements, definition)), definition.file).toString('latin1')
}

function columnsOf(events: readonly PublicEvent[], when: Quarter, definition: Definition = formato379) {
  const [story] = storiesOf(events)
  return story && place(story, when, definition)?.columns
}

const zero = '00000000000000000000'
const one = '00000000000000000001'
const two = '00000000000000000002'
const three = '00000000000000000003'

describe('the file', () => {
  it('is these bytes, for four complaints and a petition', () => {
    const tell = publisher()
    const filed = (n: number, day: string, product: string, kind = 'reclamo') =>
      tell.filed(caseId(n), bogotaInstant(day, '10:00'), { product, kind })
    const events = [
      filed(1, '2023-12-20', 'credito-pregrado'),
      filed(2, '2024-01-15', 'credito-pregrado', 'queja'),
      filed(3, '2024-02-20', 'credito-formacion-corta'),
      filed(4, '2024-03-31', 'titulos-ahorro-educativo'),
      filed(5, '2024-02-01', 'credito-pregrado', 'consulta'),
      tell.answered(caseId(1), '2024-01-10', { outcome: 'a-favor-del-usuario' }),
      tell.answered(caseId(2), '2024-02-05', { outcome: 'a-favor-de-la-entidad' }),
      tell.classified(caseId(3), '2024-03-01', { outcome: 'desistida' }),
      tell.moved(caseId(3), '2024-03-01', 'desistida', { final: true }),
      tell.answered(caseId(5), '2024-02-05', { outcome: 'parcial' }),
    ]
    // sequence 5 · type 4 · format 379 · column · unit · row 999 · sign · value, by column and then unit
    const data = (sequence: number, column: string, values: readonly string[]) =>
      ['03', '04', '10', '63'].map(
        (unit, i) => `${String(sequence + i).padStart(5, '0')}4379${column}${unit}999+${values[i]}`,
      )
    expect(file(events).split('\n')).toEqual([
      '000011220000023103202400031000000000000154',
      '000022000001100000',
      ...data(3, '01', [one, zero, zero, one]),
      ...data(7, '02', [one, one, one, three]),
      ...data(11, '03', [two, one, one, '00000000000000000004']),
      ...data(15, '04', [one, zero, zero, one]),
      ...data(19, '05', [one, one, zero, two]),
      ...data(23, '06', [two, one, zero, three]),
      ...data(27, '07', [zero, zero, one, one]),
      '000315',
    ])
  })

  it('has 31 lines of fixed widths, each ended by one line feed but the last', () => {
    const text = file([])
    expect(text.split('\n').map((line) => line.length)).toEqual([42, 18, ...Array(28).fill(37), 6])
    expect(text.endsWith('000315')).toBe(true)
    expect(text).not.toContain('\r')
  })

  it('is named after its quarter, and cut on its last day', () => {
    const names = ['2023-Q4', '2024-Q1'].map((period) => fileNameOf(formato379, quarter(period)))
    expect(names).toEqual(['379_Trimestre_4_2023.txt', '379_Trimestre_1_2024.txt'])
    expect(file([], quarter('2023-Q4')).slice(14, 22)).toBe('31122023')
  })

  it('can be laid out another way by its data alone', () => {
    const [header, second, data, end] = formato379.records
    if (!header || !second || !data || !end) throw new Error('four records')
    const other: Definition = {
      ...formato379,
      file: { ...formato379.file, lineEnd: 'crlf', endAfterLast: true },
      records: [
        header,
        {
          ...data,
          each: ['unit', 'column'],
          fields: data.fields.map((field) =>
            'value' in field && field.value === 'amount' ? { ...field, decimals: 2 } : field,
          ),
        },
        end,
      ],
    }
    const lines = file([], Q1, other).split('\r\n')
    expect(lines).toHaveLength(31)
    expect(lines[0]?.slice(22, 27)).toBe('00030')
    expect(lines.slice(1, 9).map((line) => line.slice(9, 13))).toEqual([
      ...['0103', '0203', '0303', '0403', '0503', '0603', '0703', '0104'],
    ])
    expect(lines[1]?.slice(17)).toBe('00000000000000000.00')
    expect(lines.at(-1)).toBe('')
  })

  it('refuses characters that its encoding does not have, and values wider than their field', () => {
    const strange = {
      ...formato379,
      parameters: { ...formato379.parameters, 'palabra-clave': 'CONTRASEÑA1' },
    }
    expect(() => file([], Q1, strange)).toThrow("'Ñ'")
    const wide = { ...formato379, parameters: { ...formato379.parameters, renglon: '9999' } }
    expect(() => file([], Q1, wide)).toThrow('wider')
  })
})

describe('the quarter of a case', () => {
  const filedAt = (instant: string) => {
    const tell = publisher()
    return [tell.filed(caseId(1), instant)]
  }

  it('is that of its day in Bogotá, to the last millisecond', () => {
    const last = filedAt(bogotaInstant('2024-03-31', '23:59:59.999'))
    expect(columnsOf(last, Q1)).toEqual(['02', '03', '07'])
    expect(columnsOf(last, quarter('2024-Q2'))).toEqual(['01', '03', '07'])
    const next = filedAt(bogotaInstant('2024-04-01', '00:00'))
    expect(columnsOf(next, Q1)).toEqual([])
    expect(columnsOf(next, quarter('2024-Q2'))).toEqual(['02', '03', '07'])
  })

  it('of its answer is that of the day it was answered', () => {
    const tell = publisher()
    const events = [
      tell.filed(caseId(1), bogotaInstant('2024-03-01', '10:00')),
      tell.answered(caseId(1), '2024-03-31', { outcome: 'parcial' }),
    ]
    expect(columnsOf(events, Q1)).toEqual(['02', '03', '04', '06'])
    expect(columnsOf(events, quarter('2024-Q2'))).toEqual([])
  })

  it('is where it was filed when another system dates the answer before that', () => {
    const tell = publisher()
    const events = [
      tell.filed(caseId(1), bogotaInstant('2024-04-02', '10:00')),
      tell.answered(caseId(1), '2024-03-20', { outcome: 'parcial', flags: ['answered-before-filed'] }),
    ]
    expect(columnsOf(events, Q1)).toEqual([])
    expect(columnsOf(events, quarter('2024-Q2'))).toEqual(['02', '03', '04', '06'])
  })
})

describe('a case that is opened again', () => {
  const tell = publisher()
  const id = caseId(1)
  const events = [
    tell.filed(id, bogotaInstant('2024-01-10', '10:00')),
    tell.answered(id, '2024-02-01', { outcome: 'a-favor-de-la-entidad' }),
    tell.moved(id, '2024-02-01', 'respondida'),
    tell.moved(id, '2024-05-01', 'reabierta', { clock: 'runs', from: 'respondida' }),
    tell.answered(id, '2024-08-01', { outcome: 'a-favor-del-usuario' }),
    tell.moved(id, '2024-08-01', 'respondida'),
  ]

  it('is open again until it is answered again, and enters by column 02', () => {
    expect(columnsOf(events, Q1)).toEqual(['02', '03', '05', '06'])
    expect(columnsOf(events, quarter('2024-Q2'))).toEqual(['02', '03', '07'])
    expect(columnsOf(events, quarter('2024-Q3'))).toEqual(['01', '03', '04', '06'])
    expect(columnsOf(events, quarter('2024-Q4'))).toEqual([])
  })

  it('enters by column 01 if the entity says so', () => {
    const pending = { ...formato379, rules: { ...formato379.rules, reopened: '01' } }
    expect(columnsOf(events, quarter('2024-Q2'), pending)).toEqual(['01', '03', '07'])
  })

  it('counts once in a quarter that it leaves and enters again', () => {
    const within = [...events.slice(0, 3), tell.moved(id, '2024-03-01', 'reabierta', { clock: 'runs' })]
    expect(columnsOf(within, Q1)).toEqual(['02', '03', '07'])
  })
})

describe('how a case ends', () => {
  const born = (tell: ReturnType<typeof publisher>) =>
    tell.filed(caseId(1), bogotaInstant('2024-01-10', '10:00'))

  it('says its column: withdrawn, transferred and annulled go by 05', () => {
    for (const outcome of ['desistida', 'trasladada'] as const) {
      const tell = publisher()
      const ended = [
        born(tell),
        tell.classified(caseId(1), '2024-02-01', { outcome }),
        tell.moved(caseId(1), '2024-02-01', outcome, { final: true }),
      ]
      expect(columnsOf(ended, Q1)).toEqual(['02', '03', '05', '06'])
    }
    const tell = publisher()
    const annulled = [born(tell), tell.moved(caseId(1), '2024-02-01', 'anulada', { final: true })]
    expect(columnsOf(annulled, Q1)).toEqual(['02', '03', '05', '06'])
  })

  it('in no column: then it is counted in none', () => {
    const tell = publisher()
    const endings = { ...formato379.rules.endings, anulada: 'ninguna' }
    const definition = { ...formato379, rules: { ...formato379.rules, endings } }
    const annulled = [born(tell), tell.moved(caseId(1), '2024-05-01', 'anulada', { final: true })]
    expect(columnsOf(annulled, Q1, definition)).toBeUndefined()
  })

  it('must be known: a closed case without outcome is told apart', () => {
    const tell = publisher()
    const [story] = storiesOf([born(tell), tell.answered(caseId(1), '2024-02-01')])
    expect(story && place(story, Q1, formato379)).toMatchObject({ withoutOutcome: true })
    expect(story && place(story, quarter('2024-Q2'), formato379)).toMatchObject({ withoutOutcome: false })
  })

  it('may be put right later, and told twice by another system', () => {
    const tell = publisher()
    const events = [
      born(tell),
      tell.answered(caseId(1), '2024-02-01', { outcome: 'parcial' }),
      tell.moved(caseId(1), '2024-02-01', 'respondida'),
      tell.answered(caseId(1), '2024-05-20', {
        outcome: 'a-favor-de-la-entidad',
        flags: ['already-answered'],
      }),
    ]
    expect(columnsOf(events, Q1)).toEqual(['02', '03', '05', '06'])
    expect(columnsOf(events, quarter('2024-Q2'))).toEqual([])
  })
})

describe('a period', () => {
  it('is a quarter, and nothing else', () => {
    expect(quarter('2024-Q1')).toMatchObject({ first: '2024-01-01', last: '2024-03-31', number: 1 })
    expect(previousQuarter(Q1)).toMatchObject({ period: '2023-Q4', first: '2023-10-01', last: '2023-12-31' })
    for (const wrong of [
      '2024-Q0',
      '2024-Q5',
      '24-Q1',
      '2024-q1',
      '2024Q1',
      '1983-Q4',
      '2200-Q1',
      ' 2024-Q1',
    ])
      expect(parseQuarter(wrong)).toBeUndefined()
    expect(previousQuarter(quarter('1984-Q1'))).toBeUndefined()
  })
})
