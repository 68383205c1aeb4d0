import type { LocalDate } from '@ventanilla/calendar'
import type { Found } from './findings.ts'
import type { FileParameters } from './parameters.ts'

export const fileKinds = ['banner', 'sms', 'document'] as const
export type FileKind = (typeof fileKinds)[number]

export const bannerPlaces = ['home', 'internal'] as const
export type BannerPlace = (typeof bannerPlaces)[number]

/** What the case says of a banner beside its file; what is absent is not checked. */
export interface BannerOrder {
  readonly place?: BannerPlace
  readonly title?: string
  readonly description?: string
  readonly callToAction?: string
  /** First day on which it is seen, and the day on which it no longer is. */
  readonly from?: LocalDate
  readonly until?: LocalDate
}

/** What was measured, for whoever reads the findings. */
export type Facts = Readonly<Record<string, string | number | boolean | readonly string[]>>

export interface Checked extends Found {
  readonly facts: Facts
}

export interface CheckOrder {
  readonly kind: FileKind
  readonly parameters: FileParameters
  readonly banner?: BannerOrder
}
