import { deriveId } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import { answerEvent, caseEvents, caseOf, filingEvents, personOf, recountEvent } from './public-events.ts'
import { startSmtp } from './smtp.ts'
import { addressOf, contactOfPerson, createWorld, outcomes, send, tell } from './world.ts'

const acuseOf = (n: number) => deriveId('message', caseOf(n), 'acuse')
const headerOf = (id: string) => `<${id}@ventanilla.invalid>`

it('delivers each letter once, with what it has to say and the headers of an automatic mail', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  await world.keep(1, undefined, { reasons: 'Falta un concepto.', answer: 'Se aprobó su giro de agosto.' })
  const service = await world.compose(smtp.url, { MAIL_FROM: 'pqrsd@icetex.invalid' })
  await tell(service, caseEvents(1))
  await send(service)
  await tell(service, caseEvents(1))
  await send(service)

  const mails = await smtp.read()
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    'Ampliamos el plazo para responderle: radicado ICX-2026-000001',
    'Ampliamos el plazo para responderle: radicado ICX-2026-000001',
    'Recibimos su solicitud: radicado ICX-2026-000001',
    'Respuesta a su solicitud: radicado ICX-2026-000001',
  ])
  const acuse = mails.find(({ messageId }) => messageId === headerOf(acuseOf(1)))
  expect(acuse?.text).toContain('Cordial saludo, Ana María Restrepo Gil 1:')
  expect(acuse?.text).toContain('Tipo de solicitud: Queja\n')
  expect(acuse?.text).toContain('Fecha y hora de recibo: 22 de noviembre de 2026, 10:00 a. m.')
  expect(acuse?.text).toContain('Fecha límite para responderle: 14 de diciembre de 2026')
  expect(acuse?.date?.toISOString()).toBe('2026-11-22T15:00:00.000Z')
  expect(acuse?.from?.value).toEqual([
    {
      name: 'Instituto Colombiano de Crédito Educativo y Estudios Técnicos en el Exterior',
      address: 'pqrsd@icetex.invalid',
    },
  ])
  expect(acuse?.to).toMatchObject({ value: [{ name: 'Ana María Restrepo Gil 1', address: addressOf(1) }] })
  for (const { headers, html } of mails) {
    expect(headers.get('auto-submitted')).toBe('auto-generated')
    expect(headers.get('x-auto-response-suppress')).toBe('All')
    expect(html).toContain('<html lang="es">')
  }
  const answer = mails.find(({ subject }) => subject?.startsWith('Respuesta'))
  expect(answer?.text).toContain('> Se aprobó su giro de agosto.')
  expect(answer?.inReplyTo).toBe(headerOf(acuseOf(1)))
  const sent = await outcomes(service)
  expect(sent.map(({ type, data }) => [type, data.smtpMessageId]).sort()).toEqual(
    (await smtp.ids()).map((id) => ['MessageSent', id]).sort(),
  )
})

it('what nobody asked for waits for an hour at which one writes to people, and nobody is behind with it', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  await world.keep(1)
  const service = await world.compose(smtp.url)
  // The world stands at ten on a Sunday.
  await tell(service, [
    ...filingEvents(1),
    recountEvent(1, '2026-11-22T15:00:00.000Z', '2026-12-14', '2026-12-15'),
  ])
  await send(service)
  const subjects = async () => (await smtp.read()).map(({ subject }) => subject?.split(':')[0])
  expect(await subjects()).toEqual(['Recibimos su solicitud'])
  world.clock.advance('2026-11-23T11:59:59.999Z')
  await send(service)
  expect(await subjects()).toHaveLength(1)
  world.clock.advance('2026-11-23T12:00:00.000Z')
  expect(await service.jobs[0]?.behind()).toBe(1)
  await send(service)
  expect(await subjects()).toHaveLength(2)
  expect(await outcomes(service)).toHaveLength(2)
})

it('an answer whose text is with another system still gives notice of it', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  await world.keep(1)
  const service = await world.compose(smtp.url)
  await tell(service, [...filingEvents(1), answerEvent(1, { texts: false })])
  await send(service)
  const answer = (await smtp.read()).find(({ subject }) => subject?.startsWith('Respuesta'))
  expect(answer?.text).toContain(
    'Respondimos su solicitud con radicado ICX-2026-000001 el 5 de enero de 2027.',
  )
})

it('writes to nobody who gave no address, whose data were erased or who is not known', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  await world.keep(1, { firstNames: 'Ana', lastNames: 'Gil' })
  await world.keep(2, { ...contactOfPerson(2), email: 'ana@correo.invalid, otra@correo.invalid' })
  await world.keep(3)
  await world.keep(5, { nothing: 'of a person' })
  const service = await world.compose(smtp.url)
  await tell(
    service,
    [1, 2, 3, 5].flatMap((n) => filingEvents(n)),
  )
  await tell(service, filingEvents(4, { mode: 'anonymous' }))
  await world.vault.erase(personOf(3), {
    actor: 'test',
    reason: 'holder-request',
    at: '2026-11-22T15:00:00.000Z',
  })
  await send(service)
  expect(smtp.raw).toEqual([])
  const failed = new Map((await outcomes(service)).map(({ data }) => [data.messageId, data.reason]))
  expect(failed).toEqual(
    new Map([
      [acuseOf(1), 'no-address'],
      [acuseOf(2), 'no-address'],
      [acuseOf(3), 'person-erased'],
      [acuseOf(5), 'no-address'],
    ]),
  )
  const nobody = await service.log.stream(`correspondence/${caseOf(4)}`)
  expect(nobody.events.map(({ type }) => type)).toEqual(['NoRecipient', 'NumberNoted', 'DueNoted'])
})

it('a record that the vault cannot open holds no other letter', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  for (const n of [1, 2]) await world.keep(n)
  await world.keep(3, 'no person at all')
  const service = await world.compose(smtp.url)
  await world.damage(1)
  await tell(
    service,
    [1, 2, 3].flatMap((n) => filingEvents(n)),
  )
  const [job] = service.jobs
  const tried = async () => {
    await job?.step(new AbortController().signal)
    return [(await outcomes(service)).length, await job?.behind()]
  }
  await expect.poll(tried, { timeout: 20_000, interval: 5 }).toEqual([3, 2])
  expect(await smtp.ids()).toEqual([headerOf(acuseOf(2))])
  const told = (await outcomes(service)).filter(({ type }) => type === 'MessageFailed')
  expect(told.map(({ data }) => [data.reason, data.final])).toEqual([
    ['unreadable', false],
    ['unreadable', false],
  ])
})

it('keeps what is known of persons out of events, logs and headers that are not theirs', async () => {
  const world = await createWorld()
  let refusals = 6
  await using smtp = await startSmtp({
    refuse: (stage, address) =>
      stage !== 'to' ? undefined : address === addressOf(2) ? 550 : refusals-- > 0 ? 451 : undefined,
  })
  const firstNames = `Ana <script>alert('1')</script>\r\nBcc: otra@correo.invalid`
  await world.keep(1, { ...contactOfPerson(1), firstNames }, { answer: 'Señora <b>Ana</b> & cía.' })
  await world.keep(2)
  const service = await world.compose(smtp.url)
  await tell(service, [...filingEvents(1), answerEvent(1), ...filingEvents(2)])
  await send(service)

  const mails = await smtp.read()
  expect(mails).toHaveLength(2)
  for (const mail of mails) {
    expect(mail.html).not.toContain('<script')
    expect(mail.bcc).toBeUndefined()
    expect(mail.to).toMatchObject({ value: [{ address: addressOf(1) }] })
  }
  const answer = mails.find(({ subject }) => subject?.startsWith('Respuesta'))
  expect(answer?.html).toContain('Señora &lt;b&gt;Ana&lt;/b&gt; &amp; cía.')
  const kept = JSON.stringify(await service.log.read('icetex', 0, 1_000)) + world.logged()
  for (const secret of ['correo.invalid', 'Ana', 'Restrepo', '1000001', 'Señora'])
    expect(kept).not.toContain(secret)
})
