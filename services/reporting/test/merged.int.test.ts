import { bogotaInstant } from '@ventanilla/calendar'
import { trackingCode, trackingHash } from '@ventanilla/contracts'
import { expect, it } from 'vitest'
import { caseId, publisher } from './facts.ts'
import { openWorld, trackingSecret } from './world.ts'

const [older, younger] = [caseId(1), caseId(2)]
const at = (day: string) => bogotaInstant(day, '10:00')
const code = trackingCode(trackingSecret, younger)

it('two cases that are one are counted once, show each other, and whoever filed the second finds the answer', async () => {
  await using world = await openWorld('2024-02-20T15:00:00.000Z')
  const tell = publisher()
  const born = (id: string, n: number, day: string, due: string) => [
    tell.filed(id, at(day), {
      trackingHash: id === younger ? trackingHash(trackingSecret, code) : 'b'.repeat(64),
    }),
    ...[tell.numbered(id, at(day), n), tell.opened(id, at(day)), tell.assigned(id, at(day), 'cartera')],
    tell.started(id, day, due),
  ]
  await world.hear([
    ...born(older, 1, '2024-01-15', '2024-02-05'),
    ...born(younger, 2, '2024-01-16', '2024-02-06'),
  ])
  await world.hear(tell.merged(younger, older, '2024-01-20'))
  await world.settled()
  const get = async (path: string) => (await world.request('GET', path)).json
  const follow = async () =>
    (await world.request('POST', '/v1/public/follow', { radicado: 'ICX-2024-000002', code }, { scope: '' }))
      .json

  const file = await get(`/v1/case-files/${younger}`)
  expect(file).toMatchObject({ mergedInto: older, merged: [], open: false, radicado: 'ICX-2024-000002' })
  expect(file.linked).toMatchObject([{ caseId: older, radicado: 'ICX-2024-000001', answeredOn: null }])
  expect(file.linked[0].timeline.map(({ type }: { type: string }) => type)).toContain('CaseAbsorbed')
  const other = await get(`/v1/case-files/${older}`)
  expect(other).toMatchObject({ mergedInto: null, merged: [younger], open: true })
  expect(other.linked).toMatchObject([{ caseId: younger, radicado: 'ICX-2024-000002' }])
  expect(
    (await get('/v1/worklist?entity=icetex')).items.map((one: { caseId: string }) => one.caseId),
  ).toEqual([older])
  const counts = async () => (await get('/v1/indicators?entity=icetex')).total
  expect(await counts()).toMatchObject({ received: 2, open: 1, openLate: 1, merged: 1, endedOtherwise: 0 })
  expect(await follow()).toMatchObject({
    ...{ radicado: 'ICX-2024-000002', mergedInto: 'ICX-2024-000001', answered: false },
    summary:
      'Es el mismo asunto que la del radicado ICX-2024-000001: las dos se atienden y se responden juntas. ' +
      'La estamos atendiendo. El plazo para responderle termina el 5 de febrero de 2024.',
    term: { due: '2024-02-05' },
  })

  await world.hear([
    tell.answered(older, '2024-02-02', { outcome: 'parcial' }),
    tell.moved(older, '2024-02-02', 'respondida'),
    tell.met(older, '2024-02-02', '2024-02-05'),
  ])
  await world.settled()
  expect(await counts()).toMatchObject({ received: 2, answered: 1, inTime: 1, open: 0, merged: 1 })
  expect(await follow()).toMatchObject({
    answered: true,
    answeredOn: '2024-02-02',
    mergedInto: 'ICX-2024-000001',
  })
  expect((await get(`/v1/case-files/${younger}`)).linked).toMatchObject([{ answeredOn: '2024-02-02' }])

  const files = world.service.projectors.find(({ name }) => name === 'case_files')
  const before = await files?.digest()
  await files?.rebuild()
  expect(await files?.digest()).toBe(before)

  await world.hear(tell.unmerged(younger, older, '2024-02-10'))
  await world.settled()
  expect(await counts()).toMatchObject({ received: 2, answered: 1, open: 1, openLate: 1, merged: 0 })
  expect(await follow()).toMatchObject({ answered: false, mergedInto: null, term: { due: '2024-02-06' } })
}, 30_000)
