import type { Readable } from 'node:stream'

/** Hands on a stream by whole lines, so that those of several processes don't run into each other. */
export function passLines(stream: Readable | null, take: (line: string) => void): void {
  let rest = ''
  stream?.setEncoding('utf8')
  stream?.on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
  stream?.on('end', () => {
    if (rest !== '') take(rest)
  })
}
