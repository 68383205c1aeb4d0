import { createHash, randomUUID } from 'node:crypto'
import type { Db } from '@ventanilla/database'
import { type Caller, type HttpRoutes, idempotencyKey, problem } from '@ventanilla/http-kit'
import { z } from 'zod'
import type { CampaignDeps } from '../commands/campaign-deps.ts'
import { cancelCampaign } from '../commands/cancel-campaign.ts'
import { type OpeningRefusal, openCampaign } from '../commands/open-campaign.ts'
import { campaignsOf, findCampaign } from '../queries/campaigns/reader.ts'
import {
  campaignBody,
  campaignOf,
  campaignParams,
  campaignSchema,
  cancellationBody,
} from './campaign-schema.ts'
import { actorOf, assertEntity, personOf } from './entity-access.ts'

const readers = { scopes: ['cases:read'] } as const
const workers = { scopes: ['cases:work'] } as const
const tags = ['Campañas']

const openingCodes = [
  ...['campaign-case-unknown', 'sms-gateway-missing', 'sms-rules-missing', 'sms-message-unfit'],
  ...['campaign-subject-unfit', 'recipients-none', 'recipients-too-many', 'recipient-invalid'],
  ...['recipient-repeated', 'idempotency-key-reused'],
] as const satisfies readonly OpeningRefusal[]

/** Campaigns as facts and counts; what they say and to whom is nowhere here. */
export function campaignRoutes(deps: CampaignDeps & { database: Db }): HttpRoutes {
  const { database, log } = deps
  const read = async (campaignId: string, caller: Caller) => {
    const found = await findCampaign(database, log, campaignId)
    if (!found) throw problem('campaign-unknown')
    assertEntity(caller, found.entity)
    return campaignOf(found)
  }
  return async (app) => {
    app.post(
      '/v1/campaigns',
      {
        config: { auth: workers, rawBody: true, errors: [...openingCodes, 'idempotency-key-invalid'] },
        schema: {
          ...{ tags, summary: 'Envía una publicación por Infoservicio, por correo o por SMS' },
          ...{ body: campaignBody, response: { 201: campaignSchema } },
        },
      },
      async (request, reply) => {
        const { caller, body, rawBody } = request
        const key = idempotencyKey(request)
        const claim = key === undefined ? undefined : claimOf(caller, key, rawBody)
        const opened = await openCampaign(deps, {
          ...body,
          ...{ entity: caller.entity, by: personOf(caller), actor: actorOf(caller), claim },
          // The digest too: what another body left in the vault under this key is not this one's.
          seed: claim ? `${claim.key}:${claim.digest}` : randomUUID(),
        })
        if ('refused' in opened) throw problem(opened.refused, opened)
        if (opened.replayed) reply.header('idempotency-replayed', 'true')
        return reply.code(201).send(await read(opened.campaignId, caller))
      },
    )

    app.get(
      '/v1/campaigns',
      {
        config: { auth: readers },
        schema: {
          ...{ tags, summary: 'Las campañas de un caso, en el orden en que se abrieron' },
          querystring: z.strictObject({ caseId: z.uuid().describe('El caso de la publicación') }),
          response: { 200: z.object({ items: z.array(campaignSchema) }) },
        },
      },
      async ({ query, caller }) => {
        const found = await campaignsOf(database, log, query.caseId)
        const own = found.filter(({ entity }) => caller.entity === undefined || caller.entity === entity)
        return { items: own.map(campaignOf) }
      },
    )

    app.get(
      '/v1/campaigns/:campaignId',
      {
        config: { auth: readers, errors: ['campaign-unknown'] },
        schema: {
          ...{ tags, summary: 'Una campaña y cómo va' },
          ...{ params: campaignParams, response: { 200: campaignSchema } },
        },
      },
      ({ params, caller }) => read(params.campaignId, caller),
    )

    app.post(
      '/v1/campaigns/:campaignId/cancellation',
      {
        config: { auth: workers, errors: ['campaign-unknown', 'campaign-erased'] },
        schema: {
          ...{ tags, summary: 'Cancela lo que no ha salido de una campaña; lo que salió, salió' },
          ...{ params: campaignParams, body: cancellationBody, response: { 200: campaignSchema } },
        },
      },
      async ({ params, body, caller }) => {
        const { campaignId } = params
        await read(campaignId, caller)
        const who = { by: personOf(caller), actor: actorOf(caller) }
        const done = await cancelCampaign(deps, { campaignId, note: body.note, ...who })
        if (done !== 'cancelled') throw problem(done.refused, done)
        return read(campaignId, caller)
      },
    )
  }
}

function claimOf({ client }: Caller, key: string, rawBody: Buffer) {
  const digest = createHash('sha256').update(rawBody).digest('hex')
  return { key: `${client}:campaigns:${key}`, digest }
}
