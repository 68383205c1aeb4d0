// What the summary of the real filings must say.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [file, run, first] = process.argv.slice(2)
const summary = JSON.parse(readFileSync(file, 'utf8'))
const { filings, due, answers, messages, extract } = summary

assert.equal(filings.accepted, run === 'first' ? 3529 : 0)
assert.equal(filings.repeated, run === 'first' ? 0 : 3529)
assert.equal(filings.refused, 0)
assert.deepEqual(filings.flagged.map(({ row }) => row).sort(), ['3132', '3485'])
assert.deepEqual([due.compared, due.differing], [3529, 0])
assert.deepEqual([answers.inTime, answers.late, answers.open], [3481, 48, 0])
assert.equal(messages.sent, messages.requested)
assert.equal(messages.received, messages.sent)
assert.equal(extract.file, 'demo/379_Trimestre_3_2024.txt')
if (first) {
  const before = JSON.parse(readFileSync(join(first, 'summary.json'), 'utf8'))
  assert.equal(summary.digest, before.digest)
  for (const { file: name } of summary.extracts)
    assert.deepEqual(readFileSync(join(dirname(file), '..', name)), readFileSync(join(first, name.replace('demo/', ''))))
}
console.log(`${run}: ${filings.accepted} accepted, ${filings.repeated} repeated, as expected`)
