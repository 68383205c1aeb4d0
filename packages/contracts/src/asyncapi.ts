import { z } from 'zod'
import { wire } from './cloud-event.ts'
import { type PublicType, publicEvents, SERVICES, type ServiceName } from './public-event.ts'

type Json = { [name: string]: unknown }

const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` })

/** AsyncAPI 3.0 of everything that services tell each other: one topic each, made from the schemas that check it. */
export function asyncApi(): Json {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Ventanilla: public events',
      version: '1',
      description:
        'CloudEvents 1.0 in structured JSON on Apache Kafka. Key = subject = case. Order is promised per case and publisher; an event may come again, and is known by its sequence.',
    },
    defaultContentType: 'application/cloudevents+json; charset=UTF-8',
    channels: {
      ...Object.fromEntries(SERVICES.map((service) => [service, channel(service)])),
      watermarks: {
        address: 'ventanilla.watermarks',
        description:
          'How far each publisher has got in business time. Key = source; the last one of each is kept.',
        messages: { Watermark: ref('components', 'messages', 'Watermark') },
      },
    },
    operations: Object.fromEntries(
      SERVICES.flatMap((service) => [
        [`publish-${service}`, { action: 'send', channel: ref('channels', service) }],
        [`follow-${service}`, { action: 'receive', channel: ref('channels', service) }],
      ]),
    ),
    components: {
      messages: {
        ...Object.fromEntries(typesOf().map((type) => [type, message(type)])),
        Watermark: { name: 'Watermark', payload: ref('components', 'schemas', 'Watermark') },
      },
      schemas: { CloudEvent: schemaOf(wire), Headers: HEADERS, Watermark: WATERMARK },
    },
  }
}

const HEADERS = {
  type: 'object',
  properties: {
    'content-type': { const: 'application/cloudevents+json; charset=UTF-8' },
    'ventanilla-previous': {
      type: 'string',
      pattern: '^\\d{1,15}$',
      description:
        'The sequence of the public event before this one, of the same entity and in the same partition; 0 for none.',
    },
  },
}

const WATERMARK = {
  type: 'object',
  required: ['source', 'ends'],
  properties: {
    source: { enum: [...SERVICES] },
    instant: { type: 'string', format: 'date-time' },
    ends: {
      type: ['object', 'null'],
      description:
        'By partition, the offset before which lies all that the source knew of at the instant; null takes back what was said before.',
      additionalProperties: { type: 'integer', minimum: 0 },
    },
  },
}

const typesOf = (service?: ServiceName) =>
  (Object.keys(publicEvents) as PublicType[]).filter((type) => !service || type.split('.')[1] === service)

function channel(service: ServiceName): Json {
  const messages = typesOf(service).map((type) => [type, ref('components', 'messages', type)] as const)
  return {
    address: `ventanilla.${service}`,
    messages: Object.fromEntries(messages),
    bindings: {
      kafka: {
        partitions: 6,
        topicConfiguration: {
          'cleanup.policy': ['delete'],
          'retention.ms': -1,
          'retention.bytes': -1,
          'max.message.bytes': 2_097_152,
        },
        bindingVersion: '0.5.0',
      },
    },
  }
}

function message(type: PublicType): Json {
  const data = schemaOf(publicEvents[type])
  return {
    name: type,
    headers: ref('components', 'schemas', 'Headers'),
    payload: {
      allOf: [
        ref('components', 'schemas', 'CloudEvent'),
        { type: 'object', properties: { type: { const: type }, data } },
      ],
    },
    bindings: { kafka: { key: { type: 'string', format: 'uuid' }, bindingVersion: '0.5.0' } },
  }
}

/** As JSON Schema (draft 7, AsyncAPI's own). What may be any JSON says so, and refers to nothing. */
function schemaOf(schema: z.ZodType): Json {
  return plain(z.toJSONSchema(schema, { target: 'draft-7' })) as Json
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) return {}
  const kept = Object.entries(value).filter(([name]) => name !== '$schema' && name !== 'definitions')
  return Object.fromEntries(kept.map(([name, one]) => [name, plain(one)]))
}
