import { createReactor } from '@ventanilla/bus'
import type { Database } from '@ventanilla/database'
import type { EventLog } from '@ventanilla/event-log'
import { createProjector } from '@ventanilla/projections'
import type { BusinessClock, Check, Logger, Service } from '@ventanilla/runtime'
import type { Vault } from '@ventanilla/vault'
import { goesOnUnder } from './commands/goes-on-under.ts'
import { isCancelled } from './commands/is-cancelled.ts'
import { isSeparated } from './commands/is-separated.ts'
import { record } from './commands/record.ts'
import { correspondence } from './domain/correspondence.ts'
import { errors } from './errors.ts'
import { campaignRoutes } from './http/campaign-routes.ts'
import { routes } from './http/routes.ts'
import { eraseCampaigns } from './jobs/erase-campaigns.ts'
import type { Sender } from './jobs/mail-of.ts'
import { createOutage } from './jobs/outage.ts'
import type { Mailer, Names, People, SmsGateway } from './jobs/ports.ts'
import { createRetries, type RetryPolicy } from './jobs/retries.ts'
import { sendJob } from './jobs/send-job.ts'
import { sweepCampaigns } from './jobs/sweep-campaigns.ts'
import { publications } from './publications.ts'
import { keptCampaigns } from './queries/campaigns/kept.ts'
import { campaignMessages } from './queries/campaigns/projection.ts'
import { messages } from './queries/messages/projection.ts'
import { outbox } from './queries/outbox/projection.ts'
import { instantOf, reactions } from './reactions/correspondence.ts'

export interface NotificationDeps {
  database: Database
  log: EventLog
  clock: BusinessClock
  logger: Logger
  mailer: Mailer
  /** Absent: campaigns by SMS are refused. */
  sms?: SmsGateway | undefined
  vault: Vault
  /** The wall clock, ISO: what lies in the vault is as old as it really is. */
  wall(): string
  people: People
  names: Names
  sender: Sender
  retry: RetryPolicy
  /** Days for which the recipients of a campaign are kept after its end. */
  campaignKeepDays: number
  /** Hours after which a server that keeps putting a message off is taken at its word. */
  giveUpHours: number
  connections: number
  checks: readonly Check[]
  close(): Promise<void>
}

/** Waits between tries while no server answers: short, since nobody is bothered by them. */
const OUTAGE = { firstMs: 250, maxMs: 30_000 }

/** Tells each case's person what happens to it, by e-mail, and keeps what became of every message. */
export function createNotification(deps: NotificationDeps): Service {
  const { database, log, logger } = deps
  const handle = createReactor({
    consumer: 'notification',
    log,
    decider: correspondence,
    on: reactions,
    instantOf,
  })
  const sending = sendJob({
    ...deps,
    outbox: createProjector({ database, log, projection: outbox }),
    outage: createOutage({ ...OUTAGE, logger }),
    retries: createRetries(deps.retry),
    record: (recording) => record(log, recording),
    isCancelled: (campaignId) => isCancelled(log, campaignId),
    isSeparated: (letter) => isSeparated(log, letter),
    goesOnUnder: (into) => goesOnUnder(log, into),
  })
  const published = createProjector({ database, log, projection: campaignMessages })
  const kept = createProjector({ database, log, projection: keptCampaigns })
  return {
    name: 'notification',
    log,
    errors,
    publications,
    http: async (app) => {
      await app.register(routes(deps))
      await app.register(campaignRoutes(deps))
    },
    subscriptions: [{ consumer: 'notification', from: ['intake', 'sla-clock', 'routing'], handle }],
    projectors: [createProjector({ database, log, projection: messages }), published, kept],
    jobs: [
      sending,
      sweepCampaigns({ ...deps, messages: published }),
      eraseCampaigns({ ...deps, keepDays: deps.campaignKeepDays, models: [published, kept] }),
    ],
    checks: deps.checks,
    close: deps.close,
  }
}
