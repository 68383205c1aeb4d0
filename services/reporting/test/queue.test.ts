import { bogotaInstant } from '@ventanilla/calendar'
import type { PublicEvent } from '@ventanilla/contracts'
import { expect, it } from 'vitest'
import { newStanding, stand } from '../src/domain/case-file.ts'
import { derivedOf } from '../src/queries/case-files/columns.ts'
import { caseId, publisher } from './facts.ts'

const id = caseId(1)
const seconds = (day: string, time = '15:00') => Date.parse(bogotaInstant(day, time)) / 1000

function visits(events: readonly PublicEvent[]): unknown {
  let standing = newStanding(id)
  for (const event of events) standing = JSON.parse(JSON.stringify(stand(standing, event)))
  return derivedOf({ standing: { ...standing } }).visits
}

it('a case is in the queue of who has it, while somebody has to work on it', () => {
  const tell = publisher()
  const at = (day: string) => bogotaInstant(day, '15:00')
  const life = [
    ...[tell.filed(id, at('2024-01-10')), tell.opened(id, at('2024-01-10'))],
    tell.assigned(id, at('2024-01-10'), 'cartera'),
    // Another level of the same area goes on with the same wait.
    tell.assigned(id, at('2024-01-11'), 'cartera', 2),
    tell.moved(id, '2024-01-12', 'requerida', { clock: 'stops' }),
    tell.moved(id, '2024-01-17', 'en-tramite', { clock: 'runs' }),
    tell.moved(id, '2024-01-18', 'en-estudio', { clock: 'runs' }),
    tell.assigned(id, at('2024-01-19'), 'juridica', 3),
    ...[tell.answered(id, '2024-01-25'), tell.moved(id, '2024-01-25', 'respondida')],
    // Who has it when it is over has nothing to do on it.
    tell.assigned(id, at('2024-01-26'), 'archivo'),
    tell.moved(id, '2024-02-01', 'reabierta', { clock: 'runs' }),
  ]
  expect(visits(life)).toEqual([
    ['cartera', seconds('2024-01-10'), seconds('2024-01-12')],
    ['cartera', seconds('2024-01-17'), seconds('2024-01-19')],
    ['juridica', seconds('2024-01-19'), seconds('2024-01-25')],
    ['archivo', seconds('2024-02-01'), null],
  ])
})

it('a case that nobody has, or whose end is told before its beginning, waits in no queue for less than nothing', () => {
  const tell = publisher()
  const at = bogotaInstant('2024-01-10', '15:00')
  expect(visits([tell.filed(id, at), tell.opened(id, at), tell.answered(id, '2024-01-25')])).toEqual([])
  const backwards = [tell.assigned(id, at, 'cartera'), tell.answered(id, '2024-01-05')]
  expect(visits(backwards)).toEqual([['cartera', seconds('2024-01-10'), seconds('2024-01-10')]])
})
