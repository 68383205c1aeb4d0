import { testIssuer } from '@ventanilla/http-kit/testing'

export type { TestClaims as Claims } from '@ventanilla/http-kit/testing'
export const { tokenOf, verifier } = testIssuer()
