import { type TestClaims, testIssuer } from '@ventanilla/http-kit/testing'

const { tokenOf, verifier } = testIssuer('consola')

export { verifier }

/** A token of an analyst. @param scope with spaces between */
export const token = (scope: string, claims: Omit<TestClaims, 'scope'> = {}): string =>
  tokenOf({ subject: 'analista-3', ...claims, scope })
