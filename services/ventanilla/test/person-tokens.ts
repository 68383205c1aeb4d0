import { join } from 'node:path'
import { signPersonToken } from '../src/identity/index.ts'

const AGE_MS = 300_000

/** Tokens of persons who work at a console, each good for a while yet. */
export function personTokens(dataDir: string, issuer: string) {
  const known = new Map<string, { at: number; token: Promise<string> }>()
  const sign = async (person: string) => {
    const scopes = ['cases:work', 'cases:read']
    const claims = { issuer, client: 'consola', person, scopes }
    return (await signPersonToken(join(dataDir, 'identity'), claims)).token
  }
  return (person: string): Promise<string> => {
    const before = known.get(person)
    if (before && performance.now() - before.at < AGE_MS) return before.token
    const token = sign(person)
    known.set(person, { at: performance.now(), token })
    return token
  }
}
