import type { Bounds } from './bounds.ts'
import type { Checked, CheckOrder, Facts } from './check.ts'
import { Findings } from './findings.ts'
import type { ByteSource } from './source.ts'
import { Unreadable } from './unreadable.ts'

/** A file against its procedure, in this process: `checkFile` reads it in one of its own. */
export async function checkHere(source: ByteSource, order: CheckOrder, bounds: Bounds): Promise<Checked> {
  const findings = new Findings()
  let facts: Facts = {}
  try {
    facts = await checkKind(source, order, bounds, findings)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    findings.add(error.code, error.detail)
  }
  return { ...findings.result(), facts }
}

async function checkKind(
  source: ByteSource,
  { kind, parameters, banner = {} }: CheckOrder,
  bounds: Bounds,
  findings: Findings,
): Promise<Facts> {
  // Each brings parsers along that take longer to load than most files to read.
  if (kind === 'banner') {
    const { checkBanner } = await import('./banner/check-banner.ts')
    return await checkBanner(source, banner, parameters, bounds, findings)
  }
  if (kind === 'sms') {
    const { checkSms } = await import('./sms/check-sms.ts')
    return await checkSms(source, parameters, bounds, findings)
  }
  const { checkDocument } = await import('./document/check-document.ts')
  return await checkDocument(source, parameters, bounds, findings)
}
