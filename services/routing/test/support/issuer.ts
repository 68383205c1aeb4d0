import { type TestClaims, testIssuer } from '@ventanilla/http-kit/testing'

const { tokenOf, verifier } = testIssuer('consola')

export { verifier }

/** A token of an agent. @param scope with spaces between */
export const token = (scope: string, claims: Omit<TestClaims, 'scope'> = {}): string =>
  tokenOf({ subject: 'agente-7', ...claims, scope })
