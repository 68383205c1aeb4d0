import type { FilingRefusal } from '../domain/filing-checks.ts'

/** What filing may be refused with. */
export const filingErrors: readonly (FilingRefusal | 'idempotency-key-reused' | 'idempotency-key-invalid')[] =
  [
    'entity-unknown',
    'procedure-unknown',
    'kind-unknown',
    'channel-unknown',
    'product-unknown',
    'point-unknown',
    'theme-unknown',
    'anonymous-with-person',
    'person-missing',
    'received-in-future',
    'term-without-record',
    'attachment-unknown',
    'idempotency-key-reused',
    'idempotency-key-invalid',
  ]
