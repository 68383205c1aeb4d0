import type { Correspondence } from './correspondence.ts'

/** Whether the merge that a letter tells of holds: no separation came after it. */
export function stillMerged({ merges = [], separations = [] }: Correspondence, messageId: string): boolean {
  const merge = merges.find((one) => one.messageId === messageId)
  return merge !== undefined && !separations.some(({ order }) => order > merge.order)
}
