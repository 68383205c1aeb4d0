export interface FormField {
  name: string
  label: string
  type: 'choice' | 'line' | 'text' | 'email' | 'telephone' | 'files'
  required: boolean
  maxLength?: number
  unless?: 'anonymous'
}

const ofPerson = { unless: 'anonymous' } as const

/** The fields of the public form, in the order in which they are asked. A test holds them against the schema. */
export const formFields: FormField[] = [
  { name: 'kind', label: 'Qué presenta', type: 'choice', required: true },
  { name: 'mode', label: 'Cómo la presenta', type: 'choice', required: true },
  { name: 'person.documentType', label: 'Tipo de documento', type: 'choice', required: false, ...ofPerson },
  {
    name: 'person.documentNumber',
    label: 'Número de documento',
    type: 'line',
    required: false,
    maxLength: 25,
    ...ofPerson,
  },
  { name: 'person.firstNames', label: 'Nombres', type: 'line', required: true, maxLength: 120, ...ofPerson },
  { name: 'person.lastNames', label: 'Apellidos', type: 'line', required: true, maxLength: 120, ...ofPerson },
  {
    name: 'person.businessName',
    label: 'Razón social',
    type: 'line',
    required: false,
    maxLength: 200,
    ...ofPerson,
  },
  {
    name: 'person.email',
    label: 'Correo electrónico',
    type: 'email',
    required: false,
    maxLength: 254,
    ...ofPerson,
  },
  { name: 'person.phone', label: 'Teléfono fijo', type: 'telephone', required: false, ...ofPerson },
  { name: 'person.mobile', label: 'Teléfono móvil', type: 'telephone', required: false, ...ofPerson },
  { name: 'person.address', label: 'Dirección', type: 'line', required: false, maxLength: 200, ...ofPerson },
  {
    name: 'person.municipality',
    label: 'Municipio',
    type: 'line',
    required: false,
    maxLength: 120,
    ...ofPerson,
  },
  {
    name: 'person.department',
    label: 'Departamento',
    type: 'line',
    required: false,
    maxLength: 120,
    ...ofPerson,
  },
  { name: 'person.country', label: 'País', type: 'line', required: false, maxLength: 120, ...ofPerson },
  { name: 'person.answerBy', label: 'Medio de respuesta', type: 'choice', required: false, ...ofPerson },
  { name: 'product', label: 'Producto', type: 'choice', required: false },
  { name: 'theme', label: 'Tema', type: 'choice', required: false },
  { name: 'subject', label: 'Asunto', type: 'line', required: true, maxLength: 300 },
  { name: 'text', label: 'Cuéntenos qué pide o qué pasó', type: 'text', required: true, maxLength: 50_000 },
  { name: 'attachments', label: 'Archivos', type: 'files', required: false },
]
