import type { EventVersions, Fact } from '@ventanilla/decider'
import type { CaseAtRisk } from './alerts/case-at-risk.ts'
import type { DenominatorStated } from './denominator/decider.ts'
import type { ExtractIssued } from './extract/decider.ts'
import type { Definition } from './extract/definition.ts'
import type { SampleEvent } from './sample/decider.ts'

/** What an extract was made by, kept with the first one. */
export type DefinitionKept = Fact<'DefinitionKept', { readonly definition: Definition }>

/** All that this service says itself; what it heard stands in its log as it was published. */
export type StoredEvent = ExtractIssued | DefinitionKept | CaseAtRisk | SampleEvent | DenominatorStated

/** How earlier versions of our own events are read: none has had another shape yet. */
export const eventVersions: EventVersions = {}
