export {
  AT_LEAST_MS,
  atLeast,
  notReached,
  type Position,
  positionSchema,
  positionText,
} from './at-least.ts'
export { type BaseErrorCode, baseErrors } from './base-errors.ts'
export type { Caller, Verifier } from './caller.ts'
export { createHttp, type Http, type HttpOptions, type HttpRoutes } from './create-http.ts'
export type { Documents } from './docs.ts'
export { type ErrorCatalog, type ErrorEntry, mergeCatalogs } from './error-catalog.ts'
export { compareErrorDocs, errorDocs, writeErrorDocs } from './error-docs.ts'
export { idempotencyKey } from './idempotency.ts'
export { type IfMatch, ifMatchOf } from './if-match.ts'
export { joinDocuments } from './join-documents.ts'
export {
  type FieldError,
  type ProblemBody,
  ProblemError,
  type ProblemOptions,
  problem,
  problemMediaType,
  problemSchema,
} from './problem.ts'
export type { Limit, RateLimits } from './rate-limits.ts'
export type { RouteAuth } from './route-config.ts'
export type { ContractMode } from './serializer.ts'
export { trusting } from './trusted-peers.ts'
export { isUnavailable } from './unavailable.ts'
export { unknownName } from './unknown-name.ts'
export { createVerifier, type VerifierOptions } from './verifier.ts'
export { weighedBody } from './weighed-body.ts'
