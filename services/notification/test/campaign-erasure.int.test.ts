import { expect, it } from 'vitest'
import { openCampaign } from '../src/commands/open-campaign.ts'
import { caseOf, filingEvents } from './public-events.ts'
import { startSmtp } from './smtp.ts'
import { createWorld, send, tell } from './world.ts'

const SUNDAY = '2026-11-22T15:00:00.000Z'
const names = { smsRules: () => undefined } as never

/** An Infoservicio to three, and what is left of it in the vault. */
async function sent(more: Record<string, string> = {}) {
  const world = await createWorld()
  const smtp = await startSmtp()
  const service = await world.compose(smtp.url, more)
  await tell(service, filingEvents(1, { mode: 'anonymous' }))
  const { clock, vault } = world
  const asked = {
    ...{ caseId: caseOf(1), subject: 'Nuevo horario', text: 'Desde el lunes.' },
    channel: 'infoservicio' as const,
    ...{ recipients: [1, 2, 3].map((n) => ({ email: `vecina-${n}@barrio-secreto.co` })), actor: 'u-7' },
  }
  const open = async (seed: string) => {
    const opened = await openCampaign({ log: service.log, vault, clock, names }, { ...asked, seed })
    if ('refused' in opened) throw new Error(opened.refused)
    return opened.campaignId
  }
  const job = service.jobs.find(({ name }) => name === 'erase campaigns')
  if (job === undefined) throw new Error('nothing erases campaigns')
  const erase = async () => {
    while (await job.step(AbortSignal.timeout(5_000)));
  }
  const records = async () => (await world.dump()).match(/campaign-(recipient|words|note)/g)?.length ?? 0
  const types = async (campaignId: string) =>
    (await service.log.stream(`campaign/${campaignId}`)).events.map(({ type }) => type)
  return {
    ...{ world, service, open, job, erase, records, types },
    [Symbol.asyncDispose]: () => smtp[Symbol.asyncDispose](),
  }
}

it('whom a campaign went to is erased thirty days after its end, once, and nobody else is', async () => {
  await using here = await sent()
  const { world, service, open, job, erase, records, types } = here
  const first = await open('uno')
  await send(service)
  world.clock.advance('2026-12-01T15:00:00.000Z')
  const second = await open('dos')
  await send(service)
  world.clock.advance('2026-12-22T15:00:00.000Z')
  await erase()
  expect(await records(), 'thirty days, and not a moment more').toBe(8)
  world.clock.advance('2026-12-22T15:00:01.000Z')
  expect([await job.behind(), job.housekeeping], 'it writes a fact, which others wait for').toEqual([
    1,
    undefined,
  ])
  await erase()
  expect(await job.behind()).toBe(0)
  await erase()
  expect(await records()).toBe(4)
  expect(await types(first)).toEqual(['CampaignOpened', 'CampaignErased'])
  expect(await types(second)).toEqual(['CampaignOpened'])
  expect(await world.vault.erasures(first)).toMatchObject([{ actor: 'service:notification' }])
})

it('one that still waits is kept however old it is, and a cancelled one goes by the day on which it was', async () => {
  await using here = await sent({ CAMPAIGN_KEEP_DAYS: '10' })
  const { world, service, open, erase, records, types } = here
  const waiting = await open('uno')
  world.clock.advance('2027-03-01T15:00:00.000Z')
  await erase()
  expect(await records()).toBe(4)
  const { log } = service
  const at = '2027-03-01T15:00:00.000Z'
  await log.write('icetex', {
    appends: [
      {
        ...{ stream: `campaign/${waiting}`, expected: 1, actor: 'u-7' },
        events: [
          { id: waiting, type: 'CampaignCancelled', data: { campaignId: waiting, noteRef: waiting }, at },
        ],
      },
    ],
  })
  world.clock.advance('2027-03-11T15:00:00.000Z')
  await erase()
  expect(await records()).toBe(4)
  world.clock.advance('2027-03-11T15:00:01.000Z')
  await erase()
  expect(await records()).toBe(0)
  expect(await types(waiting)).toEqual(['CampaignOpened', 'CampaignCancelled', 'CampaignErased'])
})

it('a process that dies between the key and the fact writes it later', async () => {
  await using here = await sent()
  const { world, service, open, erase, records, types } = here
  const campaignId = await open('uno')
  await send(service)
  world.clock.advance('2027-01-22T15:00:00.000Z')
  await world.vault.erase(campaignId, { actor: 'test', reason: 'died', at: SUNDAY })
  expect(await records()).toBe(0)
  await erase()
  expect(await types(campaignId)).toEqual(['CampaignOpened', 'CampaignErased'])
})
