import { isRefusal, type Json, type JsonObject, type Refusal, refuse } from '@ventanilla/decider'
import { type Append, deriveId } from '@ventanilla/event-log'
import type { CampaignAsked, Recipient } from '../domain/campaign/asked.ts'
import { campaign } from '../domain/campaign/campaign.ts'
import { type AskedRefusal, checkAsked } from '../domain/campaign/check-asked.ts'
import type { CampaignMessageRequested, CampaignOpened } from '../domain/campaign/facts.ts'
import { campaignMessageStream, campaignStream } from '../domain/campaign/stream.ts'
import { correspondenceStream } from '../domain/stream.ts'
import { type CampaignDeps, recipientKind, wordsKind } from './campaign-deps.ts'
import { judgeOf } from './recipient-rules.ts'

export interface OpeningAsked extends CampaignAsked {
  caseId: string
  /** The entity that the caller is bound to; absent when to none. */
  entity?: string | undefined
  by?: string | undefined
  actor: string
  /** What makes a repeat recognisable: the same request has the same. */
  seed: string
  /** Absent when the caller gave no key. */
  claim?: { key: string; digest: string } | undefined
}

export interface Opened {
  campaignId: string
  replayed: boolean
}

export type OpeningRefusal =
  | AskedRefusal
  | 'campaign-case-unknown'
  | 'sms-gateway-missing'
  | 'idempotency-key-reused'

/**
 * Opens a campaign and asks for all of its messages in one commit, all or nothing: a process that dies before leaves
 * nothing but records in the vault that no fact refers to, and a repeat finds what was written.
 */
export async function openCampaign(
  deps: CampaignDeps,
  asked: OpeningAsked,
): Promise<Opened | Refusal<OpeningRefusal>> {
  const { log, names, clock } = deps
  const { caseId, channel, seed } = asked
  const campaignId = deriveId('campaign', seed)
  const before = await replayed(deps, asked, campaignId)
  if (before) return before
  const { entity } = await log.stream(correspondenceStream(caseId))
  if (entity === undefined || (asked.entity !== undefined && asked.entity !== entity))
    return refuse('campaign-case-unknown', { field: 'body.caseId' })
  if (channel === 'sms' && !deps.sms) return refuse('sms-gateway-missing', { field: 'body.channel' })
  const wrong = checkAsked(asked, judgeOf(names.smsRules(entity)))
  if (wrong) return wrong
  await keep(deps, entity, campaignId, asked)
  const appends = appendsOf(asked, campaignId, clock.now())
  const written = await log.write(entity, { appends })
  if (written.outcome !== 'refused') return { campaignId, replayed: written.outcome === 'repeated' }
  // Another request took the key, or this one came twice at once.
  const twin = await replayed(deps, asked, campaignId)
  if (!twin) throw new Error(`${written.code} at ${campaignStream(campaignId)}`)
  return twin
}

async function replayed(
  { log }: CampaignDeps,
  { claim }: OpeningAsked,
  campaignId: string,
): Promise<Opened | Refusal<'idempotency-key-reused'> | undefined> {
  const found = claim && (await log.claim(claim.key))
  if (!found) return undefined
  return found.digest === claim.digest
    ? { campaignId, replayed: true }
    : refuse('idempotency-key-reused', { field: 'headers.idempotency-key' })
}

const wordsRefOf = (campaignId: string) => deriveId('campaign words', campaignId)
const recipientRefOf = (campaignId: string, row: number) => deriveId('campaign recipient', campaignId, row)

async function keep(
  { vault }: CampaignDeps,
  entity: string,
  campaignId: string,
  { subject, text, recipients }: OpeningAsked,
): Promise<void> {
  const own = { subject: campaignId, entity }
  const words: Json = { ...(subject !== undefined && { subject }), text }
  await vault.put([
    { ...own, ref: wordsRefOf(campaignId), kind: wordsKind, value: words },
    ...recipients.map((one, row) => ({
      ...{ ...own, ref: recipientRefOf(campaignId, row), kind: recipientKind },
      value: contactOf(one),
    })),
  ])
}

/** As intake keeps a person's, so that one reader serves both. */
function contactOf({ name, email, phone }: Recipient): Json {
  return {
    ...(name !== undefined && { firstNames: name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { mobile: phone }),
  }
}

function appendsOf(asked: OpeningAsked, campaignId: string, at: string): Append[] {
  const { caseId, channel, recipients, by, actor, claim } = asked
  const textRef = wordsRefOf(campaignId)
  const about = { campaignId, caseId, channel, textRef }
  const opened: CampaignOpened['data'] = { ...about, recipients: recipients.length, ...(by && { by }) }
  const decision = campaign.decide({ type: 'Open', opened }, campaign.initial)
  if (isRefusal(decision)) throw new Error(`${campaignId}: ${decision.refused}`)
  const own = { expected: 0, actor }
  const first = decision.map(({ type, data }) => ({
    ...{ id: deriveId('campaign opened', campaignId), type, data: data as unknown as JsonObject, at },
  }))
  return [
    { ...own, stream: campaignStream(campaignId), events: first, ...(claim && { claim }) },
    ...recipients.map((_, row) => {
      const messageId = deriveId('campaign message', campaignId, row)
      const data: CampaignMessageRequested['data'] = {
        ...{ ...about, messageId, recipientRef: recipientRefOf(campaignId, row), requestedAt: at },
      }
      const id = deriveId('campaign message requested', messageId)
      const event = { id, type: 'CampaignMessageRequested', data: data as unknown as JsonObject, at }
      return { ...own, stream: campaignMessageStream(messageId), events: [event] }
    }),
  ]
}
