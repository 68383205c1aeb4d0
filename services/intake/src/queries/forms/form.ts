import type { LocalDate } from '@ventanilla/calendar'
import { shapes } from '@ventanilla/contracts'
import { type Entity, procedureOn } from '@ventanilla/procedures'
import { z } from 'zod'
import { documentTypes } from '../../commands/person.ts'
import { publicChannel } from '../../domain/entity-rules.ts'
import { formFields } from './fields.ts'

const named = z.object({ id: z.string(), name: z.string() })

export const formSchema = z
  .object({
    entity: named,
    procedure: named,
    kinds: z.array(
      named.extend({
        term: z.object({ amount: z.int(), unit: shapes.termUnit }),
        source: z.string().describe('La norma que fija el plazo'),
      }),
    ),
    themes: z.array(named),
    products: z.array(named),
    modes: z.array(named.extend({ notice: z.string() })),
    documentTypes: z.array(named),
    fields: z.array(
      z.object({
        name: z.string().describe('Nombre en el cuerpo de la petición'),
        label: z.string(),
        type: z.enum(['choice', 'line', 'text', 'email', 'telephone', 'files']),
        required: z.boolean(),
        maxLength: z.int().optional(),
        unless: z.string().optional().describe('El modo en el que no se pregunta'),
      }),
    ),
  })
  .describe('Lo que hace falta para mostrar el formulario')

/** What a person has to know before choosing (Resolución MinTIC 1519/2020, anexo 2; Ley 1712/2014 art. 4 par.). */
const modes = [
  { id: 'named', name: 'A nombre propio', notice: 'Recibirá la respuesta por el medio que elija.' },
  {
    id: 'anonymous',
    name: 'Anónima',
    notice:
      'No se piden sus datos y no recibirá respuesta directa: siga el trámite con su radicado y su código.',
  },
  {
    id: 'reserved',
    name: 'Con identidad reservada',
    notice:
      'Sus datos se guardan cifrados y no los conoce quien atiende; la respuesta le llega al correo que dé. También ' +
      'puede presentar la solicitud de información con identificación reservada ante el Ministerio Público.',
  },
]

/** The public form of a procedure, as it is today; undefined when it has none. */
export function formOf(
  entity: Entity,
  procedureId: string,
  today: LocalDate,
): z.input<typeof formSchema> | undefined {
  const procedure = procedureOn(entity, procedureId, today)
  if (!procedure?.channels.includes(publicChannel)) return undefined
  return {
    entity: { id: entity.id, name: entity.name },
    procedure: { id: procedure.id, name: procedure.name },
    kinds: procedure.kinds.map(({ id, name, term, article }) => ({ id, name, term, source: article })),
    themes: entity.themes.map(({ id, name }) => ({ id, name })),
    products: entity.products.map(({ id, name }) => ({ id, name })),
    modes,
    documentTypes: Object.entries(documentTypes).map(([id, name]) => ({ id, name })),
    fields: formFields,
  }
}
