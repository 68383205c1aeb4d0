import { readFileSync } from 'node:fs'
import asyncapi from '@asyncapi/specs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { asyncApi } from '../src/asyncapi.ts'
import { main } from '../src/asyncapi-doc.ts'
import { publicEvents } from '../src/index.ts'

const ajv = () => {
  const made = new Ajv({ strict: false, allErrors: true })
  ;(addFormats as unknown as (to: Ajv) => void)(made)
  return made
}

describe('the AsyncAPI document', () => {
  const document = asyncApi() as {
    channels: Record<string, { messages: Record<string, unknown> }>
    components: { messages: Record<string, { payload: { allOf: object[] } }>; schemas: object }
  }

  it('is one, by its own schema', () => {
    const validate = ajv().compile(asyncapi.schemasWithoutId['3.0.0'])
    validate(document)
    expect(validate.errors).toBeNull()
  })

  it('names every public event in the topic of its service', () => {
    const named = Object.entries(document.channels).flatMap(([service, { messages }]) =>
      Object.keys(messages).filter((type) => type.split('.')[1] === service),
    )
    expect(named.sort()).toEqual(Object.keys(publicEvents).sort())
  })

  it.each(Object.keys(publicEvents))('%s: takes the stored example, and no other data', (type) => {
    const stored = JSON.parse(readFileSync(new URL(`../fixtures/${type}.json`, import.meta.url), 'utf8'))
    const payload = document.components.messages[type]?.payload
    const validate = ajv().compile({ ...payload, components: document.components })
    expect(validate(stored), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...stored, data: { ...stored.data, name: 'Alguien' } })).toBe(false)
    expect(validate({ ...stored, specversion: '0.3' })).toBe(false)
  })

  it('is what stands in the documentation', () => {
    const said: string[] = []
    expect(main(['--check'], (line) => said.push(line))).toBe(0)
    expect(said).toEqual([])
  })
})
