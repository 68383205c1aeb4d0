import { createLogger } from '@ventanilla/runtime'
import { expect, it } from 'vitest'
import type { Notice } from '../src/domain/campaign/notice.ts'
import type { Letter } from '../src/domain/letter.ts'
import { type Attempting, attempt } from '../src/jobs/attempt.ts'
import { createOutage } from '../src/jobs/outage.ts'
import { MailServerUnavailable } from '../src/jobs/ports.ts'
import type { Waiting } from '../src/queries/outbox/reader.ts'
import { acuse, acuseId, caseId, personRef, textRef } from './case-facts.ts'

const logger = createLogger({ to: { write: () => {} } })
/** No mail server answers, and there is no gateway. */
const nobody: Attempting = {
  mailer: {
    send: async () => {
      throw new MailServerUnavailable('down')
    },
    close() {},
  },
  names: {
    ...{ entity: () => 'Icetex', kind: () => undefined, procedure: () => undefined },
    ...{ approved: () => undefined, smsRules: () => undefined },
  },
  sender: { domain: 'ventanilla.invalid', from: 'no-responder@ventanilla.invalid' } as Attempting['sender'],
  outage: createOutage({ firstMs: 1, maxMs: 1, logger }),
  logger,
}

const waiting = (letter: Letter | Notice, expired: boolean): Waiting => ({
  ...{ message_id: acuseId, case_id: caseId, entity: 'icetex', person_ref: personRef, contact_ref: null },
  ...{ text_ref: textRef, thread: acuseId, requested_at: '2026-11-22T15:00:00.000Z', letter, expired },
  troubled_since: expired ? '2026-11-22T15:10:00.000Z' : null,
})
const notice = (template: Notice['template']): Notice => ({ template, campaignId: personRef })
const known = {
  address: 'ana@correo.invalid',
  phone: '3001234567',
  subject: 'Horario',
  text: 'Desde el lunes.',
}
const endOf = async (
  letter: Letter | Notice,
  expired: boolean,
  looked: Parameters<typeof attempt>[1] = known,
) => {
  const { ended, ...more } = await attempt(waiting(letter, expired), looked, nobody)
  return 'reason' in more ? [ended, more.reason] : [ended]
}

it.each(['email', 'infoservicio', 'sms'] as const)(
  'a publication that nobody takes, by %s, waits for days and no longer',
  async (channel) => {
    expect(await endOf(notice(channel), false)).toEqual(['put-off', 'temporary'])
    expect(await endOf(notice(channel), true)).toEqual(['failed', 'gave-up'])
    expect(await endOf(notice(channel), true, 'unreadable')).toEqual(['failed', 'gave-up'])
  },
)

it('a letter waits for as long as there is no server, for somebody is owed it', async () => {
  const { letter } = acuse.data
  expect(await endOf(letter, true)).toEqual(['put-off', 'temporary'])
  expect(await endOf(letter, true, 'unreadable')).toEqual(['put-off', 'unreadable'])
})
