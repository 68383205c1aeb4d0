const segmenter = new Intl.Segmenter('es', { granularity: 'word' })

/**
 * Words as Unicode's segmentation (UAX #29) has them: what has letters or digits counts, marks and spaces don't.
 * «¡Ya puede pagar!» has three, «3.500» and «www.icetex.gov.co» are one each, «crédito-beca» is two.
 */
export function wordCount(text: string): number {
  let count = 0
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count += 1
  return count
}
