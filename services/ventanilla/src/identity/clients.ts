import { randomBytes } from 'node:crypto'
import { keptJson, SecretFileError } from '@ventanilla/runtime'
import { z } from 'zod'
import { SCOPES, type Scope } from './scopes.ts'

const clientSchema = z.strictObject({
  id: z.string().regex(/^[\w.-]{1,64}$/),
  secret: z.string().min(32),
  scopes: z.array(z.enum(SCOPES)).min(1),
  /** The public entity it acts for; absent for who acts for all of them. */
  entity: z.string().min(1).optional(),
})

/** An application that may ask for tokens. */
export type IdentityClient = z.infer<typeof clientSchema>

const STARTERS: readonly { id: string; scopes: readonly Scope[]; ofEntity: boolean }[] = [
  { id: 'demo-adapter', scopes: ['filings:write', 'cases:read', 'extracts:read'], ofEntity: true },
  { id: 'demo-agent', scopes: ['cases:work', 'cases:read'], ofEntity: true },
  { id: 'demo-supervisor', scopes: ['cases:supervise', 'cases:read'], ofEntity: true },
  { id: 'admin', scopes: SCOPES, ofEntity: false },
]

/**
 * The applications of a file, made the first time with a random secret each. To add one or to change a secret,
 * edit the file and start again.
 */
export async function identityClients(file: string, entity?: string): Promise<IdentityClient[]> {
  const read = z
    .array(clientSchema)
    .refine((clients) => new Set(clients.map(({ id }) => id)).size === clients.length)
    .safeParse(await keptJson(file, async () => newClients(entity)))
  if (read.success) return read.data
  const where = read.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw new SecretFileError(
    `${file} no describe clientes que sirvan: ${where || 'no es JSON o repite un id'}`,
  )
}

function newClients(entity: string | undefined): string {
  const clients = STARTERS.map(({ id, scopes, ofEntity }) => ({
    id,
    secret: randomBytes(32).toString('base64url'),
    scopes,
    ...(ofEntity && entity !== undefined ? { entity } : {}),
  }))
  return `${JSON.stringify(clients, undefined, 2)}\n`
}
