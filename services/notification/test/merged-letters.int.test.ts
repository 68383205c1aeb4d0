import { deriveId } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import { answerEvent, caseOf, filingEvents, restingEvents } from './public-events.ts'
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

it('writes to nobody of a filing that rests without a known person', async () => {
  await using here = await twins()
  const { service, smtp } = here
  await tell(service, [...filingEvents(older), ...filingEvents(younger, { mode: 'reserved' })])
  await tell(service, [resting.merged, resting.answered])
  await send(service)
  expect(await smtp.read()).toHaveLength(1)
})
