/** The stream of what one case has to tell its person. */
export function correspondenceStream(caseId: string): string {
  return `${prefix}${caseId}`
}

/** The case that such a stream is of. */
export function caseOf(stream: string): string {
  return stream.slice(prefix.length)
}

const prefix = 'correspondence/'
