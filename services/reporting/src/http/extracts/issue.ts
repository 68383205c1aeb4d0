import { createHash } from 'node:crypto'
import {
  type Caller,
  type HttpRoutes,
  idempotencyKey,
  type ProblemError,
  problem,
} from '@ventanilla/http-kit'
import { z } from 'zod'
import { keptDefinition } from '../../commands/extracts/definitions.ts'
import { type IssueRefusal, issueExtract } from '../../commands/extracts/issue.ts'
import type { ReportingDeps } from '../../deps.ts'
import { allowEntity } from '../access.ts'
import { entity } from '../shapes.ts'
import { correctionViews, extractView, issuedShape, LISTED } from './view.ts'

/** Blocking cases in one answer at most. */
const MOST_CASES = 1_000

const errors = [
  ...['bad-period', 'quarter-not-over', 'journal-behind', 'outcome-missing', 'product-without-unit'],
  ...['extract-entity-unknown', 'extract-format-unknown', 'extract-inconsistent', 'extract-not-reproducible'],
  ...['idempotency-key-invalid', 'idempotency-key-reused'],
]

/** A regulator's file is issued, or the one that was issued is given again. */
export function issueRoutes(deps: ReportingDeps): HttpRoutes {
  const { log, clock, reached, formats } = deps
  const definitionOf = (id: string, format: string) => formats.get(id)?.get(format)
  const known = new Set([...formats.values()].flatMap((own) => [...own.keys()]))
  return async (app) => {
    app.post(
      '/v1/extracts',
      {
        config: { auth: { scopes: ['extracts:read', 'admin'] }, rawBody: true, errors },
        schema: {
          summary: 'Expide el archivo de un trimestre; si ya se expidió, da el mismo',
          tags: ['extractos'],
          body: z.strictObject({
            entity,
            format: z.string().min(1).max(40).describe('El formato, como 379'),
            period: z.string().min(1).max(20).describe('El trimestre, como 2024-Q1'),
            newCut: z.boolean().optional().describe('Expedir otro con los hechos que se conocen hoy'),
          }),
          response: { 200: issuedShape, 201: issuedShape },
        },
      },
      async ({ body, caller, rawBody, headers }, reply) => {
        allowEntity(caller, body.entity)
        if (!known.has(body.format)) throw problem('extract-format-unknown', { field: 'body.format' })
        const answer = await issueExtract(
          { log, clock, reached, definitionOf },
          {
            ...body,
            newCut: body.newCut === true,
            actor: actorOf(caller),
            ...claimOf(caller, headers, rawBody),
          },
        )
        if ('refused' in answer) throw refusalOf(answer)
        const { outcome, issued, folded } = answer
        if (outcome === 'repeated') reply.header('idempotency-replayed', 'true')
        reply.code(outcome === 'existing' ? 200 : 201)
        const corrections = correctionViews(folded)
        const definition = await keptDefinition(log, issued.entity, issued.facts.definition.version)
        return {
          ...extractView(issued, definition),
          corrections: corrections.slice(0, LISTED),
          correctionsTotal: corrections.length,
        }
      },
    )
  }
}

const actorOf = ({ subject }: Caller) => `user:${subject}`

function claimOf(caller: Caller, headers: Parameters<typeof idempotencyKey>[0]['headers'], rawBody: Buffer) {
  const key = idempotencyKey({ headers })
  if (key === undefined) return {}
  const digest = createHash('sha256').update(rawBody).digest('hex')
  return { claim: { key: `${caller.client}:reporting/extracts:${key}`, digest } }
}

function refusalOf(refusal: IssueRefusal): ProblemError {
  const { refused, field, detail } = refusal
  const cases = 'cases' in refusal ? refusal.cases : undefined
  const breaches = 'breaches' in refusal ? refusal.breaches : undefined
  return problem(refused, {
    ...{ field, detail },
    extra: {
      ...(cases && { cases: cases.slice(0, MOST_CASES), total: cases.length }),
      ...(breaches && { breaches }),
    },
  })
}
