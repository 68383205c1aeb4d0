import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicEvents } from '@ventanilla/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldsOf, keysOf, personalFields } from '../src/check-personal.ts'
import { root } from '../src/workspace.ts'

/** Fields that look like a person's, and why they aren't. */
const allowed: Readonly<Record<string, string>> = {
  fileName: "the regulator's name for a quarterly file",
}
/** Events that take fields which their schema doesn't name, and who answers for those. */
const open: Readonly<Record<string, string>> = {
  'ventanilla.routing.CaseMeasured.v1':
    'numbers of a scale, and yes or no, in fields that an indicator of the procedure names',
  'ventanilla.intake.FilingReceived.v1':
    "the procedure's form: intake puts what names a person into the vault",
}

const fixtures = join(root, 'packages/contracts/fixtures')

describe('no public event says who somebody is', () => {
  it.each(Object.entries(publicEvents))('%s', (type, schema) => {
    const fields = fieldsOf(schema)
    expect(personalFields(fields, allowed)).toEqual([])
    expect(fields.includes('*')).toBe(Object.hasOwn(open, type))
  })

  it.each(readdirSync(fixtures))('%s', (file) => {
    const event: unknown = JSON.parse(readFileSync(join(fixtures, file), 'utf8'))
    expect(personalFields(keysOf(event), allowed)).toEqual([])
  })
})

describe('what is planted is found:', () => {
  it.each([
    'name',
    'fullName',
    'e-mail',
    'contactEmail',
    'phone',
    'homeAddress',
    'documentNumber',
    'correo',
    'text',
  ])('%s', (field) => {
    expect(personalFields([field], {})).toEqual([field])
  })

  it('at any depth, and where a schema takes anything', () => {
    const schema = z.strictObject({
      caseId: z.uuid(),
      parties: z.array(z.strictObject({ phone: z.string() })).optional(),
      form: z.record(z.string(), z.json()),
    })
    expect(personalFields(fieldsOf(schema), {})).toEqual(['phone'])
    expect(fieldsOf(schema)).toContain('*')
    expect(fieldsOf(z.object({ caseId: z.uuid() }).loose())).toContain('*')
    expect(personalFields(keysOf({ data: [{ form: { email: 'a' } }] }), {})).toEqual(['email'])
  })

  it('and a reference into the vault is not', () => {
    expect(personalFields(['contactRef', 'textRef', 'caseId', 'personRef', 'externalRef'], {})).toEqual([])
  })
})
