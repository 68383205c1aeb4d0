import { type Decider, type Fact, refuse } from '@ventanilla/decider'

/** A month's sample, and all that it takes to draw it again. */
export type SampleDrawn = Fact<
  'SampleDrawn',
  {
    readonly sampleId: string
    readonly procedure: string
    readonly month: string
    /** Position in the entity's journal up to which facts were looked at; of them, those that happened in time count. */
    readonly cut: number
    readonly rule: { readonly version: number; readonly share: number; readonly atLeast: number }
    readonly population: { readonly cases: number; readonly sha256: string }
    /** What the cases were placed by, 64 hexadecimal digits; secret until now. */
    readonly key: string
    /** Whether it is the key that the month before had promised; absent when no sample of that month was drawn. */
    readonly promised?: boolean
    /** SHA-256 of the key of the month after. */
    readonly next: string
    readonly cases: readonly string[]
  }
>

/** Somebody looked at a case of the sample. */
export type SampleReviewed = Fact<
  'SampleReviewed',
  {
    readonly sampleId: string
    readonly caseId: string
    /** Whether its agreement of service was kept, in the reviewer's judgement. */
    readonly complied: boolean
    /** Where the observations are: files, letters; never their content. */
    readonly evidence: readonly string[]
    /** The subject of who reviewed it. */
    readonly by: string
  }
>

export type SampleEvent = SampleDrawn | SampleReviewed

export type SampleState =
  | { readonly drawn?: undefined }
  | {
      readonly drawn: SampleDrawn['data']
      readonly reviews: Readonly<Record<string, SampleReviewed['data']>>
    }

export type SampleCommand =
  | { readonly type: 'Draw'; readonly facts: SampleDrawn['data'] }
  | ({ readonly type: 'Review' } & Omit<SampleReviewed['data'], 'sampleId'>)

export type SampleRefusalCode = 'sample-not-drawn' | 'case-not-in-sample'

/** A month's sample is drawn once: asked for again it stays as it is. A review may be put right, and all stay. */
export const sampleDecider: Decider<SampleState, SampleCommand, SampleEvent, SampleRefusalCode> = {
  initial: {},
  decide(command: SampleCommand, { drawn, ...rest }: SampleState) {
    if (command.type === 'Draw') return drawn ? [] : [{ type: 'SampleDrawn', data: command.facts }]
    if (drawn === undefined) return refuse('sample-not-drawn')
    const { type: _, ...review } = command
    if (!drawn.cases.includes(review.caseId)) return refuse('case-not-in-sample', { field: 'body.caseId' })
    const before = 'reviews' in rest ? rest.reviews[review.caseId] : undefined
    if (before && isSame(before, review)) return []
    return [{ type: 'SampleReviewed', data: { sampleId: drawn.sampleId, ...review } }]
  },
  evolve(state, event) {
    if (event.type === 'SampleDrawn') return { drawn: event.data, reviews: {} }
    if (state.drawn === undefined) return state
    return { ...state, reviews: { ...state.reviews, [event.data.caseId]: event.data } }
  },
}

function isSame(one: SampleReviewed['data'], other: Omit<SampleReviewed['data'], 'sampleId'>): boolean {
  const about = ({ complied, evidence, by }: Omit<SampleReviewed['data'], 'sampleId'>) => [
    complied,
    evidence,
    by,
  ]
  return JSON.stringify(about(one)) === JSON.stringify(about(other))
}
