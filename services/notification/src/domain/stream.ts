/** The stream of what one case has to tell its person. */
export function correspondenceStream(caseId: string): string {
  return `correspondence/${caseId}`
}
