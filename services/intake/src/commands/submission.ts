import { z } from 'zod'
import { instantText } from './instant-text.ts'
import { personSchema } from './person.ts'

/** Ten years of days; procedures take no longer term either. */
const longestTerm = 3650

/** Ids of an entity's own lists, as procedures name them. */
const slug = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Se escribe como «peticion-interes-general».')

/** Words of another system. An at sign is the mark of an e-mail, and those stay out of the facts. */
const label = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{C}@]+$/u, 'No lleva arroba ni caracteres de control.')

const text = (max: number) => z.string().trim().min(1).max(max)

const attachment = z
  .strictObject({
    ref: z.string().regex(/^[0-9a-f]{64}$/, 'Es el «ref» que se recibió al subir el archivo.'),
    name: text(255).describe('Nombre del archivo'),
  })
  .describe('Un archivo que ya se subió')

const said = {
  entity: slug.meta({ description: 'Entidad a la que se dirige', examples: ['icetex'] }),
  procedure: slug.meta({ description: 'Procedimiento', examples: ['pqrsd'] }),
  kind: slug.meta({
    description: 'Clase de solicitud, de las del procedimiento',
    examples: ['peticion-interes-general'],
  }),
  mode: z
    .enum(['named', 'anonymous', 'reserved'])
    .optional()
    .describe(
      'named: con nombre. anonymous: anónima. reserved: con identidad reservada. Si falta, la da «person»',
    ),
  person: personSchema.optional(),
  subject: text(300).meta({ description: 'Asunto', examples: ['Demora en el giro de sostenimiento'] }),
  text: text(50_000).meta({
    description: 'Lo que pide o cuenta',
    examples: ['No he recibido el giro de agosto.'],
  }),
  theme: label(160)
    .optional()
    .meta({ description: 'Tema', examples: ['desembolsos'] }),
  product: slug.optional().meta({ description: 'Producto de la entidad', examples: ['credito-pregrado'] }),
  // No fewer than the law lets a person attach: it forbids limits of format, size and number, and this is none that
  // a person meets (Resolución MinTIC 1519/2020, anexo 2).
  attachments: z
    .array(attachment)
    .max(500)
    .refine((all) => new Set(all.map(({ ref }) => ref)).size === all.length, 'Un archivo está dos veces.')
    .optional()
    .describe('Archivos adjuntos, subidos antes'),
  form: z
    .record(z.string().min(1).max(80), z.json())
    .refine((form) => Object.keys(form).length <= 100, 'Tiene más de 100 campos.')
    .optional()
    .describe('Otros campos del formulario; se guardan cifrados con el texto'),
}

/** What an adapter or a user of the entity files. */
export const submissionSchema = z
  .strictObject({
    ...said,
    channel: slug.meta({ description: 'Canal por el que llegó', examples: ['virtual'] }),
    receivedAt: instantText.optional(),
    attended: z
      .strictObject({
        point: slug.meta({
          description: 'Punto de atención o feria, de los de la entidad',
          examples: ['sala-de-atencion'],
        }),
        turn: z
          .string()
          .regex(/^[A-Z0-9]{1,6}(-[A-Z0-9]{1,6})?$/, 'Se escribe como en el tiquete: «P-103».')
          .optional()
          .meta({ description: 'Turno con que se le llamó', examples: ['P-103'] }),
      })
      .optional()
      .describe('Dónde se le atendió en persona'),
    recordedBy: label(80)
      .optional()
      .meta({
        description: 'Sistema que ya lo había registrado: lo que dice se toma como un hecho',
        examples: ['sistema-anterior'],
      }),
    externalRef: label(160)
      .optional()
      .meta({ description: 'Su número en ese sistema', examples: ['2024-000123'] }),
    term: z
      .strictObject({
        amount: z.int().min(1).max(longestTerm),
        unit: z.enum(['business-days', 'calendar-days']),
      })
      .optional()
      .describe('El plazo que le dio ese sistema, en vez del de su clase'),
  })
  .describe('Una radicación')

/** What a citizen files: when and by which channel is not theirs to say. */
export const citizenSubmissionSchema = z.strictObject(said).describe('Una radicación de un ciudadano')

export type Submission = z.output<typeof submissionSchema>
export type CitizenSubmission = z.output<typeof citizenSubmissionSchema>
