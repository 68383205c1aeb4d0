import { given } from '@ventanilla/decider/testing'
import { describe, it } from 'vitest'
import { filing, type Receive } from '../src/domain/filing.ts'
import type { FilingEvent, FilingFacts } from '../src/domain/filing-events.ts'

const caseId = '6f1c9c1e-8f0a-5c38-9a77-0f3b7b1c2d4e'
const now = '2026-01-02T15:00:00.000Z'
const refs = { envelopeRef: 'envelope', textRef: 'text', personRef: 'person', contactRef: 'contact' }
const facts: FilingFacts = {
  procedure: 'pqrsd',
  kind: 'queja',
  channel: 'escrita',
  mode: 'named',
  receivedAt: '2025-12-31T16:30:00.000Z',
}
const rules = {
  id: 'icetex',
  products: [{ id: 'credito-pregrado' }],
  themes: [{ id: 'cartera' }],
  points: [{ id: 'sala-de-atencion' }],
  versions: [
    {
      ...{ id: 'pqrsd', valid: { from: '2020-01-01' }, channels: ['virtual', 'escrita'] },
      kinds: [{ id: 'queja' }, { id: 'reclamo' }],
    },
    {
      ...{ id: 'pqrsd', valid: { from: '2026-01-01' }, channels: ['virtual', 'escrita'] },
      kinds: [{ id: 'queja' }, { id: 'tutela' }],
    },
    {
      ...{ id: 'publicaciones', valid: { from: '2020-01-01' }, channels: ['mesa'] },
      kinds: [{ id: 'pagina' }],
    },
  ],
}

function receive({
  facts: other,
  ...rest
}: Partial<Omit<Receive, 'facts'>> & { facts?: Partial<FilingFacts> } = {}) {
  return {
    type: 'Receive',
    caseId,
    now,
    sender: 'client',
    rules,
    facts: { ...facts, ...other },
    hasPerson: true,
    refs,
    attached: [],
    uploaded: new Map(),
    trackingHash: 'hash',
    numbering: { year: 2026, numberedAt: now },
    ...rest,
  } satisfies Receive
}

const filingFacts = (other: Partial<FilingFacts>) => ({ ...facts, ...other })

const numbered: FilingEvent = {
  type: 'FilingNumbered',
  data: { caseId, series: 'icetex/2026', numberedAt: now },
}

describe('a filing', () => {
  it('is received and numbered in one breath', () => {
    given(filing)
      .when(receive())
      .then(
        {
          type: 'FilingReceived',
          data: { caseId, ...facts, ...refs, attachments: [], trackingHash: 'hash' },
        },
        numbered,
      )
  })

  it('is received once', () => {
    const received: FilingEvent = {
      type: 'FilingReceived',
      data: { caseId, ...facts, ...refs, attachments: [], trackingHash: 'hash' },
    }
    given(filing, received, numbered).when(receive()).thenNothing()
  })

  it('carries what the store knows of its files, and not whose key they lie under', () => {
    const uploaded = new Map([
      ['b', { ref: 'b', bytes: 2, subject: 'key of b' }],
      ['a', { ref: 'a', bytes: 1, mediaType: 'application/pdf', subject: 'key of a' }],
    ])
    const attachments = [
      { ref: 'a', bytes: 1, mediaType: 'application/pdf' },
      { ref: 'b', bytes: 2 },
    ]
    given(filing)
      .when(receive({ attached: ['a', 'b'], uploaded }))
      .then(
        { type: 'FilingReceived', data: { caseId, ...facts, ...refs, attachments, trackingHash: 'hash' } },
        numbered,
      )
    given(filing)
      .when(receive({ attached: ['a', 'c'], uploaded }))
      .thenRefused('attachment-unknown')
  })
})

describe('the words of a filing', () => {
  it.each([
    ['entity-unknown', { rules: undefined }],
    ['procedure-unknown', { facts: { procedure: 'tutelas' } }],
    ['kind-unknown', { facts: { kind: 'pagina' } }],
    ['point-unknown', { facts: { attended: { point: 'otra-sala' } } }],
    // Of the next version: the day of receipt, not today, says which words there are.
    ['kind-unknown', { facts: { kind: 'tutela' } }],
    ['channel-unknown', { facts: { channel: 'mesa' } }],
    ['product-unknown', { facts: { product: 'hipotecario' } }],
  ] as const)('%s', (code, otherwise) => {
    given(filing).when(receive(otherwise)).thenRefused(code)
  })

  it('a client brings themes of other systems, a citizen chooses from the form', () => {
    const facts = { theme: 'Mutaciones', channel: 'virtual' }
    given(filing)
      .when(receive({ facts, sender: 'citizen' }))
      .thenRefused('theme-unknown')
    const told = { caseId, ...filingFacts(facts), ...refs, attachments: [], trackingHash: 'hash' }
    given(filing).when(receive({ facts })).then({ type: 'FilingReceived', data: told }, numbered)
  })

  it('a citizen sees no procedure without a public channel', () => {
    const facts = { procedure: 'publicaciones', kind: 'pagina', channel: 'mesa' }
    given(filing)
      .when(receive({ facts, sender: 'citizen' }))
      .thenRefused('procedure-unknown')
  })
})

describe('who files', () => {
  it.each([
    ['anonymous-with-person', 'anonymous', true],
    ['person-missing', 'named', false],
    ['person-missing', 'reserved', false],
  ] as const)('%s: %s', (code, mode, hasPerson) => {
    given(filing)
      .when(receive({ facts: { mode }, hasPerson }))
      .thenRefused(code)
  })
})

describe('when', () => {
  it('nothing is received in the future, by a millisecond', () => {
    given(filing)
      .when(receive({ facts: { receivedAt: '2026-01-02T15:00:00.001Z' } }))
      .thenRefused('received-in-future')
  })

  it('only what another system recorded brings a term of its own', () => {
    given(filing)
      .when(receive({ facts: { term: { amount: 5, unit: 'business-days' } } }))
      .thenRefused('term-without-record')
  })
})
