import type { LocalDate } from '@ventanilla/calendar'
import { bogotaDate } from '@ventanilla/calendar'
import type { CaseStory } from './case-story.ts'

/** The day it came in, in Bogotá; undefined while neither intake nor routing has told of it. */
export function receivedOn(story: CaseStory): LocalDate | undefined {
  const at = receivedAt(story)
  return at === undefined ? undefined : bogotaDate(at)
}

export function receivedAt({ filing, opened }: CaseStory): string | undefined {
  return filing?.receivedAt ?? opened?.receivedAt
}

/** Routing's word on the kind prevails: it may attend a late request as another kind than was asked for. */
export function kindOf({ filing, opened }: CaseStory): string | undefined {
  return opened?.kind ?? filing?.kind
}

export function productOf({ filing, opened, about }: CaseStory): string | undefined {
  return about.product ?? opened?.product ?? filing?.product
}

export function themeOf({ filing, opened, about }: CaseStory): string | undefined {
  return about.theme ?? opened?.theme ?? filing?.theme
}
