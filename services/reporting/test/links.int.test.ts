import { bogotaInstant } from '@ventanilla/calendar'
import { expect, it } from 'vitest'
import { caseId, publisher } from './facts.ts'
import { openWorld } from './world.ts'

const [petition, tutela, later] = [caseId(1), caseId(2), caseId(3)]
const at = (day: string) => bogotaInstant(day, '10:00')

it('a case file tells at both ends what one case is to the other, and no more once it was taken back', async () => {
  await using world = await openWorld('2024-02-20T15:00:00.000Z')
  const tell = publisher()
  await world.hear(
    [petition, tutela, later].flatMap((id, n) => [
      ...[tell.filed(id, at('2024-01-15')), tell.numbered(id, at('2024-01-15'), n + 1)],
      tell.opened(id, at('2024-01-15')),
    ]),
  )
  await world.hear([
    ...tell.linked(tutela, petition, 'tutela-de', '2024-01-20'),
    ...tell.linked(later, petition, 'sigue-a', '2024-01-21'),
    ...tell.linked(later, petition, 'relacionado-con', '2024-01-21'),
    ...tell.unlinked(petition, later, 'relacionado-con', '2024-01-22'),
  ])
  await world.settled()
  const file = async (id: string) => (await world.request('GET', `/v1/case-files/${id}`)).json
  const known = await Promise.all([petition, tutela, later].map(file))
  expect(known.map(({ links }) => links)).toEqual([
    [
      { caseId: tutela, link: 'tutela-de', side: 'to' },
      { caseId: later, link: 'sigue-a', side: 'to' },
    ],
    [{ caseId: petition, link: 'tutela-de', side: 'from' }],
    [{ caseId: petition, link: 'sigue-a', side: 'from' }],
  ])
  expect(known.map(({ open, linked }) => [open, linked])).toEqual(known.map(() => [true, []]))
  expect(known[1].timeline.at(-1)).toMatchObject({
    ...{ type: 'CaseLinked', data: { other: petition, link: 'tutela-de', side: 'from' } },
  })

  const files = world.service.projectors.find(({ name }) => name === 'case_files')
  const live = await files?.digest()
  await files?.rebuild()
  expect(await files?.digest()).toBe(live)
  expect((await file(petition)).links).toEqual(known[0].links)
}, 30_000)
