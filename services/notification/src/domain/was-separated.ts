import type { Correspondence } from './correspondence.ts'

/** Whether a separation came after the merge that a letter tells of, or after the answer for both that it brings. */
export function wasSeparated(state: Correspondence, messageId: string): boolean {
  const { merges = [], answers, separations = [] } = state
  const told =
    merges.find((one) => one.messageId === messageId)?.order ??
    answers.find((one) => one.messageId === messageId)?.sharedOrder
  return told !== undefined && separations.some(({ order }) => order > told)
}
