// A process that issues and uses tokens, rightly and wrongly: whatever a library prints on its own shows here.
import { createHttp } from '@ventanilla/http-kit'
import { createLogger } from '@ventanilla/runtime'
import { createIdentity, obtainToken } from '../src/identity/index.ts'

const logger = createLogger({ level: 'error' })
const identity = await createIdentity({ dir: process.argv[2] ?? '', logger })
const app = createHttp({ title: 'Identidad', version: '1', verifier: identity.verifier, errors: [], logger })
await app.register(identity.plugin)
const address = await app.listen({ port: 0, host: '127.0.0.1' })

const { id, secret } = identity.clients.find((client) => client.id === 'admin') ?? { id: '', secret: '' }
const credentials = { issuer: identity.issuer(), client: id, secret, scope: 'admin' }
await obtainToken(credentials)
await obtainToken({ ...credentials, scope: 'nothing' }).catch(() => {})
await obtainToken({ ...credentials, client: 'nobody' }).catch(() => {})
const html = { headers: { accept: 'text/html', origin: 'https://elsewhere.example' } }
for (const path of ['jwks', 'auth?client_id=admin', 'token', '.well-known/openid-configuration']) {
  await fetch(`${address}/oidc/${path}`, html)
}
await fetch(`${address}/oidc/token`, { method: 'POST', body: 'x'.repeat(100_000), ...html })
await app.close()
process.stdout.write('token\n')
