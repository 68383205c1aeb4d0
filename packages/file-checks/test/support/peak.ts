import { createReadStream } from 'node:fs'
import { bounds } from '../../src/bounds.ts'
import { checkHere } from '../../src/check-here.ts'
import { parameters } from './parameters.ts'

/** A process of its own: checks a list of so many sound rows and writes the most memory that it ever had, in MiB. */
const [path = '', rows = ''] = process.argv.slice(2)
const report = await checkHere(createReadStream(path), { kind: 'sms', parameters: parameters() }, bounds)
if (!report.ok || report.facts.rows !== Number(rows)) throw new Error(JSON.stringify(report).slice(0, 500))
process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
