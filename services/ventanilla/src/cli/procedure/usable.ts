import { complain, isBadInput } from '../bad-input.ts'
import { type Found, findOne } from './find.ts'
import { printedFindings, toldOf } from './findings.ts'

/** The procedure asked for, or what is wrong with it or with the asking: that was told, and how the verb ends is set. */
export function usable(asked: string, field: string, json = false): Found | undefined {
  const found = findOne(asked, field)
  if (isBadInput(found)) {
    complain(found, json)
    return undefined
  }
  if (!('inspected' in found)) return found
  const { inspected } = found
  process.stderr.write(json ? `${JSON.stringify(toldOf(inspected), null, 2)}\n` : printedFindings(inspected))
  process.exitCode = 1
  return undefined
}
