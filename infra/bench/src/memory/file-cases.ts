import { join } from 'node:path'
import type { serveIssuer } from '@ventanilla/http-kit/testing'
import { createLogger, run, systemClock } from '@ventanilla/runtime'
import { inventedFiling } from '@ventanilla/testing'
import { startMailCatcher } from '@ventanilla/ventanilla/mail-catcher'
import { openServices } from '@ventanilla/ventanilla/services'

const CLIENTS = 16
const SETTLE_MS = 240_000

/** Whose tokens the measured processes take. */
export type Issuer = Awaited<ReturnType<typeof serveIssuer>>

const SCOPE = 'filings:write cases:read cases:work extracts:read'

export const headersOf = ({ tokenOf }: Issuer) => ({ authorization: `Bearer ${tokenOf({ scope: SCOPE })}` })

/** Files so many cases with all services in this process, and lets each be opened, timed, acknowledged and told. */
export async function fileCases(dataDir: string, cases: number, issuer: Issuer): Promise<void> {
  await using mail = await startMailCatcher(join(dataDir, 'mail'))
  const clock = systemClock()
  const logger = createLogger({ level: 'silent' })
  await using opened = await openServices({ dataDir, clock, logger, calendars: [], smtpUrl: mail.url })
  await using running = await run(opened.services, {
    http: { title: 'Ventanilla', version: '0.1.0', verifier: issuer.verifier },
    ...{ port: 0, clock, logger, sole: true as const },
  })
  const numbers = Array.from({ length: cases }, (_, n) => n).values()
  const client = async () => {
    for (const n of numbers) await fileOne(running.address, `seed-${n}`, issuer)
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  await running.settled(SETTLE_MS)
}

/** @param key says who files what, and is nobody's */
export async function fileOne(address: string, key: string, issuer: Issuer): Promise<void> {
  const answer = await fetch(`${address}/v1/filings`, {
    method: 'POST',
    headers: { ...headersOf(issuer), 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(inventedFiling(key)),
  })
  if (answer.status !== 201) throw new Error(`${key}: ${answer.status} ${await answer.text()}`)
  await answer.body?.cancel()
}
