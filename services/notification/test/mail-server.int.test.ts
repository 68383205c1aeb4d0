import { deriveId } from '@ventanilla/event-log'
import { run } from '@ventanilla/runtime'
import { expect, it, onTestFinished } from 'vitest'
import { caseOf, filingEvents } from './public-events.ts'
import { startSmtp } from './smtp.ts'
import { verifier } from './tokens.ts'
import { addressOf, createWorld, outcomes, send, tell } from './world.ts'

const acuseOf = (n: number) => deriveId('message', caseOf(n), 'acuse')
const headerOf = (id: string) => `<${id}@ventanilla.invalid>`

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

it('two replicas send each letter once between them, several at a time, also when one of them stops', async () => {
  const world = await createWorld()
  await using smtp = await startSmtp()
  const cases = Array.from({ length: 60 }, (_, n) => n + 1)
  for (const n of cases) await world.keep(n)
  const letters = (of: readonly number[]) => of.map((n) => headerOf(acuseOf(n))).sort()
  const replica = async () => {
    const { clock, logger } = world
    const service = await world.compose(smtp.url, { MAIL_CONNECTIONS: '3' })
    const http = { title: 'Notificaciones', version: '1', verifier }
    const running = await run([service], { http, port: 0, clock, logger })
    onTestFinished(() => running.close())
    return { service, running }
  }
  const [first, second] = [await replica(), await replica()]
  const tellOf = (of: readonly number[]) =>
    tell(
      second.service,
      of.flatMap((n) => filingEvents(n)),
    )
  await tellOf(cases.slice(0, 40))
  await first.running.settled()
  expect(await smtp.ids()).toEqual(letters(cases.slice(0, 40)))
  await first.running.close()
  await tellOf(cases.slice(40))
  await second.running.settled()
  expect(await smtp.ids()).toEqual(letters(cases))
  expect(await outcomes(second.service)).toHaveLength(60)
  expect(smtp.most()).toBeGreaterThan(1)
  expect(smtp.most()).toBeLessThanOrEqual(3)
})
