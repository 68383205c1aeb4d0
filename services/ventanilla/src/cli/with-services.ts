import { errorsOf, routesOf, type Service, systemClock } from '@ventanilla/runtime'
import { cliLogger } from './cli-logger.ts'

export interface Opened {
  services: readonly Service[]
  /** A request as the operator, who has the data folder and so may do everything; nothing listens. */
  request(
    method: 'GET' | 'POST',
    url: string,
    body?: object,
    more?: Readonly<Record<string, string>>,
  ): Promise<{ status: number; body: Buffer; json(): unknown }>
}

/**
 * Composes the services of a data folder for one verb. Others may be serving it: they share the databases, and the
 * calendars that they put in force stay so.
 */
export async function withServices<T>(dataDir: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  // Loaded here: a verb that only counts days needn't wait for every service.
  const [{ createHttp }, { openServices }] = await Promise.all([
    import('@ventanilla/http-kit'),
    import('../embedded.ts'),
  ])
  const logger = cliLogger()
  const clock = systemClock()
  await using opened = await openServices({
    dataDir,
    clock,
    logger,
    calendars: [],
    looks: true,
    smtpUrl: 'smtp://127.0.0.1:1',
    onProgress: (text) => process.stderr.write(`${text}\n`),
  })
  const app = createHttp({
    title: 'Ventanilla',
    version: '0.1.0',
    verifier: { verify: async () => ({ client: 'ventanilla-cli', subject: 'operator', scopes: ['admin'] }) },
    errors: errorsOf(opened.services),
    logger,
  })
  for (const service of opened.services) app.register(routesOf(service, clock))
  try {
    return await work({
      services: opened.services,
      async request(method, url, body, more) {
        const headers = { ...more, authorization: 'Bearer operator' }
        const response = await app.inject({ method, url, headers, ...(body && { payload: body }) })
        return { status: response.statusCode, body: response.rawPayload, json: () => response.json() }
      },
    })
  } finally {
    await app.close()
  }
}
