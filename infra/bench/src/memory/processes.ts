import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { SERVICES, type ServiceName } from '@ventanilla/contracts'
import { fileOne, headersOf, type Issuer } from './file-cases.ts'

export interface Measured {
  environment: Readonly<Record<string, string>>
  issuer: Issuer
  /** Milliseconds that the loops of a process have between the first requests and the last. */
  runFor: number
}

/** What each is asked for: lists, counts, one answer that streams, its health, and what intake is for. */
const ASKED: Readonly<Record<ServiceName, readonly string[]>> = {
  intake: ['/v1/filings?entity=icetex'],
  routing: ['/v1/cases?entity=icetex', '/v1/not-opened?entity=icetex'],
  'sla-clock': ['/v1/clocks?entity=icetex'],
  notification: ['/v1/messages?entity=icetex', '/v1/messages/counts?entity=icetex'],
  reporting: [
    ...['/v1/case-files?entity=icetex', '/v1/worklist?entity=icetex', '/v1/indicators?entity=icetex'],
    '/v1/case-files.csv?entity=icetex',
  ],
}
const TIMES = 10
const STREAMED = 2 ** 20

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Resident bytes of every service's process after a collection, all of them at work at the same time. */
export async function measureProcesses(measured: Measured): Promise<Map<ServiceName, number>> {
  const all = await Promise.allSettled(SERVICES.map((service) => measureOne(service, measured)))
  const bytes = new Map<ServiceName, number>()
  for (const [n, one] of all.entries()) {
    if (one.status === 'rejected') throw one.reason
    const service = SERVICES[n]
    if (service) bytes.set(service, one.value)
  }
  return bytes
}

async function measureOne(service: ServiceName, { environment, issuer, runFor }: Measured): Promise<number> {
  const child = fork(program(`../../../../services/${service}/src/main.ts`), {
    execArgv: ['--expose-gc', '--import', program('probe.ts')],
    env: { PATH: process.env.PATH, ...environment, PORT: '0', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const { address } = await told<{ address: string }>(child, 'serving')
    await ask(service, address, issuer)
    await sleep(runFor)
    await ask(service, address, issuer)
    child.send({ type: 'memory' })
    return (await told<{ rss: number }>(child, 'memory')).rss
  } finally {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
  }
}

/** @throws when the process ends before it has said it */
async function told<Said>(child: ChildProcess, type: string): Promise<Said> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${child.spawnfile} ended with ${code}`)
  })
  for (;;) {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as [{ type?: string }]
    if (message.type === type) {
      ended.catch(() => {})
      return message as Said
    }
  }
}

async function ask(service: ServiceName, address: string, issuer: Issuer): Promise<void> {
  for (let n = 0; n < TIMES; n++) {
    for (const path of ['/livez', ...ASKED[service]]) {
      const answer = await fetch(address + path, { headers: headersOf(issuer) })
      if (!answer.ok) throw new Error(`${service} ${path}: ${answer.status} ${await answer.text()}`)
      await readSome(answer)
    }
    if (service === 'intake')
      await fileOne(address, `asked-${performance.timeOrigin}-${n}-${Math.random()}`, issuer)
  }
}

/** A list of a million rows isn't waited for: once it streams, how long it does is no matter of memory. */
async function readSome({ body }: Response): Promise<void> {
  let read = 0
  for await (const bytes of body ?? []) {
    read += bytes.length
    if (read > STREAMED) break
  }
}
