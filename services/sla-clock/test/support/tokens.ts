import { type TestClaims, testIssuer } from '@ventanilla/http-kit/testing'

const { tokenOf, verifier } = testIssuer('adaptador')

export { verifier }

/** A bearer header of the issuer that `verifier` trusts. @param scope with spaces between */
export const bearer = (scope: string, claims: Omit<TestClaims, 'scope'> = {}) => ({
  authorization: `Bearer ${tokenOf({ ...claims, scope })}`,
})
