import type { Fact } from '@ventanilla/decider'
import type { FailureReason } from '../facts.ts'
import type { Channel } from './channel.ts'

export type CampaignOpened = Fact<
  'CampaignOpened',
  {
    campaignId: string
    /** The case of the publication. */
    caseId: string
    channel: Channel
    /** How many are written to. */
    recipients: number
    /** Subject and text. */
    textRef: string
    /** Opaque id of the officer; absent when an application asked for itself. */
    by?: string
  }
>

/** What has not gone yet doesn't go any more. */
export type CampaignCancelled = Fact<
  'CampaignCancelled',
  { campaignId: string; noteRef: string; by?: string }
>

/** It ended so long ago that nobody needs its recipients any more; its words went with them. */
export type CampaignErased = Fact<'CampaignErased', { campaignId: string }>

export type CampaignEvent = CampaignOpened | CampaignCancelled | CampaignErased

/** One recipient's message, on a stream of its own: thousands on one would be folded again at each ending. */
export type CampaignMessageRequested = Fact<
  'CampaignMessageRequested',
  {
    messageId: string
    campaignId: string
    caseId: string
    channel: Channel
    recipientRef: string
    textRef: string
    requestedAt: string
  }
>

/** The server or the gateway took it: from here on it is theirs to deliver. */
export type CampaignMessageSent = Fact<
  'CampaignMessageSent',
  { messageId: string; campaignId: string; smtpMessageId?: string }
>

export type CampaignMessageFailed = Fact<
  'CampaignMessageFailed',
  {
    messageId: string
    campaignId: string
    /** 'cancelled': its campaign was, before it went (final). */
    reason: Exclude<FailureReason, 'separated'> | 'cancelled'
    final: boolean
    /** The reply code, where it was a server that said no. */
    reply?: number
  }
>

export type CampaignMessageEvent = CampaignMessageRequested | CampaignMessageSent | CampaignMessageFailed
