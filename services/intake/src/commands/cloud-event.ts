import { z } from 'zod'

export const submittedType = 'co.ventanilla.filing.submitted.v1'

/** The envelope of an event that brings a filing (CloudEvents 1.0, structured). Extensions may come along. */
export const submittedEvent = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: z.string().min(1).max(500).describe('Con «source», la clave por la que se reconoce una repetición'),
    source: z.string().min(1).max(500).describe('De dónde viene'),
    type: z
      .string()
      .min(1)
      .max(255)
      .meta({ description: 'Clase de evento', examples: [submittedType] }),
    subject: z.string().min(1).max(500).optional(),
    time: z.iso.datetime({ offset: true }).optional(),
    datacontenttype: z.string().min(1).max(255).optional(),
    dataschema: z.string().min(1).max(1000).optional(),
    data: z.json().optional().describe('Una radicación, como la de application/json'),
    data_base64: z.base64().optional(),
  })
  .describe('Un evento CloudEvents 1.0')

export type SubmittedEvent = z.output<typeof submittedEvent>
