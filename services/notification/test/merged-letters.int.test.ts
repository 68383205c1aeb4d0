import { deriveId } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import { answerEvent, caseOf, filingEvents, personOf, restingEvents } from './public-events.ts'
import { startSmtp } from './smtp.ts'
import { addressOf, createWorld, outcomes, send, tell } from './world.ts'

const [older, younger] = [1, 2]
const resting = restingEvents(younger, older)
const answer = 'Se aprobó su giro de agosto.'

async function twins() {
  const world = await createWorld()
  const smtp = await startSmtp()
  await world.keep(older, undefined, { answer })
  await world.keep(younger)
  const service = await world.compose(smtp.url)
  const mailsTo = async (n: number) => {
    const mails = await smtp.read()
    return mails.filter(({ to }) => JSON.stringify(to).includes(addressOf(n)))
  }
  const subjectsTo = async (n: number) =>
    (await mailsTo(n)).map(({ subject }) => subject?.split(':')[0]).sort()
  return {
    ...{ world, smtp, service, mailsTo, subjectsTo },
    [Symbol.asyncDispose]: () => smtp[Symbol.asyncDispose](),
  }
}

it('whoever filed the one that rests is told under which number it goes on, and gets the answer, once', async () => {
  await using here = await twins()
  const { service, mailsTo, subjectsTo } = here
  const all = [
    ...[...filingEvents(older), ...filingEvents(younger)],
    ...[resting.merged, answerEvent(older), resting.answered],
  ]
  await tell(service, all)
  await send(service)
  // A process that died before it kept its place hears all of it again.
  await tell(service, all)
  await send(service)
  expect(await subjectsTo(younger)).toEqual([
    ...[
      'Recibimos su solicitud',
      'Respuesta a su solicitud',
      'Su solicitud se atiende con otra del mismo asunto',
    ],
  ])
  expect(await subjectsTo(older)).toEqual(['Recibimos su solicitud', 'Respuesta a su solicitud'])
  const mails = await mailsTo(younger)
  const told = mails.find(({ subject }) => subject?.startsWith('Su solicitud se atiende'))
  expect(told?.text).toContain('con radicado ICX-2026-000002')
  expect(told?.text).toContain('ICX-2026-000001')
  const answered = mails.find(({ subject }) => subject?.startsWith('Respuesta'))
  expect(answered?.text).toContain(`> ${answer}`)
  expect(answered?.text).toContain('ICX-2026-000002')
  for (const { text, html } of mails) expect(`${text}${html}`).not.toMatch(/Restrepo Gil 1|persona-1/)
})

it('waits for the number under which it goes on, which intake may tell later', async () => {
  await using here = await twins()
  const { service, subjectsTo } = here
  await tell(service, [...filingEvents(younger), resting.merged])
  await expect(send(service, 500)).rejects.toThrow('1 messages still wait')
  await tell(service, filingEvents(older))
  await send(service)
  expect(await subjectsTo(younger)).toEqual([
    ...['Recibimos su solicitud', 'Su solicitud se atiende con otra del mismo asunto'],
  ])
})

it('says nothing of a merge that was taken back before the letter went', async () => {
  await using here = await twins()
  const { service, subjectsTo } = here
  await tell(service, [...filingEvents(older), ...filingEvents(younger), resting.merged, resting.unmerged])
  await tell(service, [answerEvent(older)])
  await send(service)
  expect(await subjectsTo(younger)).toEqual(['Recibimos su solicitud'])
  const failed = (await outcomes(service)).filter(({ type }) => type === 'MessageFailed')
  expect(failed.map(({ data }) => [data.messageId, data.reason, data.final])).toEqual([
    [deriveId('message', caseOf(younger), 'acumulacion', resting.merged.id), 'separated', true],
  ])
})

it.each(['before', 'after'])(
  'sends no answer to both once they are separated, heard %s it',
  async (heard) => {
    await using here = await twins()
    const { service, subjectsTo } = here
    const { merged, answered, unmerged } = resting
    await tell(service, [...filingEvents(older), ...filingEvents(younger), merged])
    await send(service)
    await tell(service, heard === 'before' ? [unmerged, answered] : [answered, unmerged])
    await tell(service, [answerEvent(older)])
    await send(service)
    const before = ['Recibimos su solicitud', 'Su solicitud se atiende con otra del mismo asunto']
    expect(await subjectsTo(younger)).toEqual(before)
    expect(await subjectsTo(older)).toContain('Respuesta a su solicitud')
    const failed = (await outcomes(service)).filter(({ type }) => type === 'MessageFailed')
    expect(failed.map(({ data }) => [data.messageId, data.reason, data.final])).toEqual([
      [deriveId('message', caseOf(younger), 'respuesta', answered.id), 'separated', true],
    ])
  },
)

it('a separated case is sent its own answer, and one for both when it is merged again', async () => {
  await using here = await twins()
  const { world, service, subjectsTo } = here
  await world.keep(younger, undefined, { answer: 'Son dos contratos.' })
  const { merged, answered, unmerged } = resting
  await tell(service, [...filingEvents(older), ...filingEvents(younger), merged, unmerged])
  await tell(service, [answerEvent(younger), { ...answered, sequence: unmerged.sequence + 1 }])
  await send(service)
  const answers = (await subjectsTo(younger)).filter((subject) => subject?.startsWith('Respuesta'))
  expect(answers).toHaveLength(2)
})

it('calls no letter an answer whose words were erased with the person whose case was answered', async () => {
  await using here = await twins()
  const { world, service, subjectsTo } = here
  await tell(service, [...filingEvents(older), ...filingEvents(younger), resting.merged])
  await send(service)
  await tell(service, [resting.answered])
  const at = '2026-12-03T15:00:00.000Z'
  await world.vault.erase(personOf(older), { actor: 'test', reason: 'holder-request', at })
  await send(service)
  expect(await subjectsTo(younger)).not.toContain('Respuesta a su solicitud')
  const failed = (await outcomes(service)).filter(({ type }) => type === 'MessageFailed')
  expect(failed.map(({ data }) => [data.reason, data.final])).toEqual([['person-erased', true]])
})

it('writes to nobody of a filing that rests without a known person', async () => {
  await using here = await twins()
  const { service, smtp } = here
  await tell(service, [...filingEvents(older), ...filingEvents(younger, { mode: 'reserved' })])
  await tell(service, [resting.merged, resting.answered])
  await send(service)
  expect(await smtp.read()).toHaveLength(1)
})
