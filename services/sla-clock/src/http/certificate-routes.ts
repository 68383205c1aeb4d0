import { publicKeysSchema, signedSchema } from '@ventanilla/certificate'
import type { HttpRoutes } from '@ventanilla/http-kit'
import { z } from 'zod'
import { certificateOf } from '../commands/certificate-of.ts'
import type { SlaClockDeps } from '../deps.ts'
import { clockRead, findClock } from './find-clock.ts'
import { clockParams as params } from './shapes.ts'

const tags = ['Términos']
const binary = z.string().meta({ format: 'binary', description: 'El PDF, con el certificado adjunto' })

/** A term on paper, which whoever holds it can check without us; and the keys to check it with. */
export const certificateRoutes =
  (deps: SlaClockDeps): HttpRoutes =>
  async (app) => {
    const { certificates, clock } = deps
    app.get(
      '/v1/clocks/:clockId/certificate',
      {
        config: clockRead,
        schema: {
          ...{ tags, params, summary: 'La cuenta de un término, firmada' },
          description:
            'Trae todos los días, los hechos y lo que hace falta para volver a contar: «ventanilla ' +
            'verify-certificate» lo comprueba sin red. No trae datos personales.',
          response: { 200: signedSchema },
        },
      },
      async ({ caller, params: { clockId } }) =>
        await certificates.sign(certificateOf(await findClock(deps, caller, clockId), clock.now())),
    )
    app.get(
      '/v1/clocks/:clockId/certificate.pdf',
      {
        config: clockRead,
        schema: {
          ...{ tags, params, summary: 'El mismo certificado para leer, en PDF' },
          response: {
            200: { description: 'El PDF', content: { 'application/pdf': { schema: binary } } },
          },
        },
      },
      async ({ caller, params: { clockId } }, reply) => {
        const found = await findClock(deps, caller, clockId)
        const signed = await certificates.sign(certificateOf(found, clock.now()))
        // Fonts and all: loaded by the first who asks, and in no process where nobody does.
        const { certificatePdf } = await import('@ventanilla/certificate/pdf')
        reply.headers({
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="certificado-${clockId}.pdf"`,
        })
        return reply.send(Buffer.from(await certificatePdf(signed, certificates.kid)) as never)
      },
    )
    app.get(
      '/v1/public/certificate-keys',
      {
        config: { auth: 'public' },
        schema: {
          ...{ tags, summary: 'Las claves públicas con que se comprueban los certificados (JWKS)' },
          response: { 200: publicKeysSchema },
        },
      },
      async (_request, reply) => {
        reply.header('cache-control', 'public, max-age=3600')
        return certificates.public
      },
    )
  }
