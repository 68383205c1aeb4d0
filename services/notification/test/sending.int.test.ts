import { deriveId } from '@ventanilla/event-log'
import { expect, it } from 'vitest'
import { answerEvent, caseEvents, caseOf, filingEvents, personOf } from './public-events.ts'
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

it('what the server puts off is tried again until it goes, and told when it lasts', async () => {
  const world = await createWorld()
  let refusals = 7
  await using smtp = await startSmtp({
    refuse: (stage) => (stage === 'to' && refusals-- > 0 ? 451 : undefined),
  })
  await world.keep(1)
  const service = await world.compose(smtp.url)
  await tell(service, filingEvents(1))
  await send(service)
  expect(await smtp.ids()).toEqual([headerOf(acuseOf(1))])
  expect(
    (await outcomes(service)).map(({ type, data }) => [type, data.reason, data.final, data.reply]),
  ).toEqual([
    ['MessageFailed', 'temporary', false, 451],
    ['MessageSent', undefined, undefined, undefined],
  ])
})

it('a server that puts it off for longer than anybody waits is taken at its word', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp({ refuse: (stage) => (stage === 'data' ? 452 : undefined) })
  await world.keep(1)
  const service = await world.compose(smtp.url, { MAIL_GIVE_UP_HOURS: '0' })
  await tell(service, filingEvents(1))
  await send(service)
  expect((await outcomes(service)).map(({ data }) => [data.reason, data.final, data.reply])).toEqual([
    ['temporary', false, 452],
    ['gave-up', true, 452],
  ])
})

it('what a server refuses for good has failed at once, and holds nobody else', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp({
    refuse: (stage, address) => (stage === 'to' && address === addressOf(1) ? 550 : undefined),
  })
  for (const n of [1, 2]) await world.keep(n)
  const service = await world.compose(smtp.url)
  await tell(service, [...filingEvents(1), ...filingEvents(2)])
  await send(service)
  expect(await smtp.ids()).toEqual([headerOf(acuseOf(2))])
  const failed = (await outcomes(service)).filter(({ type }) => type === 'MessageFailed')
  expect(failed.map(({ data }) => data)).toEqual([
    { messageId: acuseOf(1), caseId: caseOf(1), reason: 'rejected', final: true, reply: 550 },
  ])
})

it('waits for a server that is down, without failing anything, and sends when it is up', async () => {
  const world = await createWorld()
  const first = await startSmtp()
  await first.close()
  for (const n of [1, 2, 3]) await world.keep(n)
  const service = await world.compose(first.url)
  await tell(
    service,
    [1, 2, 3].flatMap((n) => filingEvents(n)),
  )
  await expect(send(service, 1_200)).rejects.toThrow('3 messages still wait')
  await using second = await startSmtp({ port: first.port })
  await send(service)
  expect(await second.ids()).toEqual([1, 2, 3].map((n) => headerOf(acuseOf(n))).sort())
  const final = (await outcomes(service)).filter(({ data }) => data.final === true)
  expect(final).toEqual([])
  expect(world.logged().match(/no mail server answers/g)).toHaveLength(1)
  expect(world.logged()).toContain('the mail server answers again')
})

it('a relay that refuses us, and not a letter, fails no letter', async () => {
  const world = await createWorld()
  let open = false
  await using smtp = await startSmtp({ refuse: (stage) => (stage === 'from' && !open ? 530 : undefined) })
  await world.keep(1)
  const service = await world.compose(smtp.url)
  await tell(service, filingEvents(1))
  await expect(send(service, 600)).rejects.toThrow('still wait')
  open = true
  await send(service)
  expect((await outcomes(service)).at(-1)?.type).toBe('MessageSent')
})

it('a process that dies between the word of the server and the log sends it again, as the same message', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  await world.keep(1)
  const dying = await world.compose(smtp.url)
  const { write } = dying.log
  dying.log.write = async (entity, unit) => {
    const sent = unit.appends.some(({ events }) => events.some(({ type }) => type === 'MessageSent'))
    if (sent) throw new Error('killed')
    return write(entity, unit)
  }
  await tell(dying, filingEvents(1))
  await expect(send(dying)).rejects.toThrow('killed')
  const next = await world.compose(smtp.url)
  await send(next)
  await send(dying)
  expect(await smtp.ids()).toEqual([headerOf(acuseOf(1)), headerOf(acuseOf(1))])
  expect((await outcomes(next)).map(({ type }) => type)).toEqual(['MessageSent'])
})

it('two replicas send each letter once between them, several at a time', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  const cases = Array.from({ length: 60 }, (_, n) => n + 1)
  for (const n of cases) await world.keep(n)
  const replicas = [
    await world.compose(smtp.url),
    await world.compose(smtp.url, { MAIL_CONNECTIONS: '3' }),
  ] as const
  await tell(
    replicas[0],
    cases.flatMap((n) => filingEvents(n)),
  )
  await Promise.all(replicas.map((service) => send(service)))
  expect(await smtp.ids()).toEqual(cases.map((n) => headerOf(acuseOf(n))).sort())
  expect(await outcomes(replicas[1])).toHaveLength(60)
  expect(smtp.most()).toBeGreaterThan(1)
  expect(smtp.most()).toBeLessThanOrEqual(11)
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
  await expect(send(service, 1_000)).rejects.toThrow('2 messages still wait')
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
