import { termInWords } from '@ventanilla/terms'
import { clockWord, priorityWord, reopensWord } from '../docs/words.ts'
import { guardWords, writtenGuard } from '../guards/written.ts'
import { kindTerm } from '../schema/common.ts'
import { type Difference, isAmount, isFields, nameOf, without } from './compare.ts'
import { choiceWords, lawWords } from './law-words.ts'

/** What a section of the file lists, each with its article; any other section goes by its own name. */
const things: Readonly<Record<string, string>> = {
  parameters: 'el parámetro',
  regimes: 'el régimen',
  kinds: 'el tipo',
  clocks: 'el reloj',
  outcomes: 'el resultado',
  forms: 'el formulario',
  evidence: 'la evidencia',
  templates: 'la plantilla',
  indicators: 'el indicador',
  tasks: 'la tarea',
  states: 'el estado',
  transitions: 'el movimiento',
  levels: 'el nivel',
  typification: 'la regla de reparto',
  ladder: 'el escalón del semáforo',
}

/** What a field is called; a word that is new to the schema goes by its own name. */
const fields: Readonly<Record<string, string>> = {
  action: 'la acción',
  after: 'la espera',
  area: 'el área',
  article: 'el artículo',
  atElapsed: 'el porcentaje del término',
  atRemaining: 'los días que quedan',
  before: 'la hora límite',
  asks: 'lo que se pide al peticionario',
  by: 'quién lo hace',
  areas: 'las áreas',
  assigns: 'a quién lo entrega',
  bypass: 'quienes actúan sin radicar',
  channels: 'los canales',
  clock: 'lo que hace con el término',
  closesForm: 'si su formulario ya no cambia',
  distribution: 'el reparto entre funcionarios',
  escalation: 'lo que se escala',
  evidence: 'la evidencia que pide',
  exception: 'el trámite de excepción',
  extension: 'la prórroga',
  family: 'la familia',
  escalates: 'adónde escala',
  fields: 'el campo',
  help: 'la ayuda',
  required: 'si es obligatorio',
  sensitive: 'si es sensible',
  type: 'la clase',
  'tasks.to': 'a quién se pide',
  'tasks.pauses': 'lo que detiene el término',
  'evidence.by': 'las áreas que la dan',
  final: 'si es final',
  form: 'el formulario',
  formula: 'la fórmula',
  fourEyes: 'los movimientos que hace otra persona',
  from: 'los estados de los que sale',
  guards: 'las condiciones',
  initial: 'el estado inicial',
  kinds: 'los tipos',
  ladder: 'el semáforo',
  late: 'lo que pasa si llega tarde',
  law: 'la ley que lo cuenta',
  level: 'el nivel',
  limit: 'el límite',
  load: 'lo que pesa el espacio',
  meets: 'lo que lo cumple',
  move: 'el movimiento',
  basis: 'la norma',
  misional: 'si es de áreas misionales',
  name: 'el nombre',
  note: 'la nota',
  options: 'las opciones',
  outcomes: 'los resultados que puede registrar',
  pauseDay: 'el día en que se detiene',
  place: 'el lugar',
  pauses: 'si se detiene con el término',
  becomes: 'lo que pasa con ella',
  ground: 'el campo que dice por qué motivo',
  priority: 'la prioridad',
  reason: 'la razón',
  reception: 'el horario de recepción',
  regime: 'el régimen',
  reopens: 'lo que pasa al reabrir',
  resumeDay: 'el día en que sigue',
  requiredWhen: 'cuándo es obligatorio',
  sample: 'la muestra mensual',
  skill: 'lo que pesa la habilidad',
  source: 'la fuente',
  waives: 'lo que se les excusa',
  of: 'el número sobre el que se cuenta',
  reached: 'el nivel al que llegaron',
  field: 'el campo que se cuenta',
  atLeast: 'desde qué valor cuenta',
  'sample.atLeast': 'cuántos casos por lo menos',
  'sample.share': 'cuántos de cada cien',
  'distribution.by': 'por qué',
  'distribution.levels': 'los niveles',
  'bypass.field': 'el campo que dice quién pide',
  'escalation.to': 'adónde',
  starts: 'dónde empieza',
  target: 'la meta',
  term: 'el plazo',
  to: 'el estado al que va',
  valid: 'la vigencia',
  value: 'el valor',
  'reception.from': 'la hora en que empieza',
  'reception.to': 'la hora en que termina',
  'valid.from': 'el primer día',
  'valid.to': 'el último día',
  version: 'la versión',
  warnAfter: 'el aviso',
  weights: 'los pesos',
  why: 'el porqué',
}

const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  clock: clockWord,
  reopens: reopensWord,
  becomes: priorityWord,
  by: { user: 'una persona', system: 'el sistema' },
  note: { required: 'obligatoria', optional: 'opcional' },
}

/** One change in the words of whoever owns the process. */
export function inWords({ path, before, after }: Difference): string {
  const [section = '', name, ...inside] = path
  const thing = things[section] ?? (isThing({ path, before, after }) ? `en «${section}»` : undefined)
  if (thing === undefined || name === undefined)
    return capital(`${fieldWords(path)}: ${turn(path, before, after)}`)
  const called = `${thing} «${name}»`
  if (inside.length > 0)
    return capital(`${called}, ${fieldWords(inside, section)}: ${turn(inside, before, after)}`)
  const item = before ?? after
  const title = isFields(item) && typeof item.name === 'string' ? ` (${item.name})` : ''
  return `Se ${before === undefined ? 'añade' : 'quita'} ${called}${title}`
}

/** An item of a list that is new to the schema. */
function isThing({ path, before, after }: Difference): boolean {
  return path.length === 2 && nameOf(before ?? after) === path[1]
}

/** Without a verb that would have to agree with its subject. */
function turn(path: readonly string[], before: unknown, after: unknown): string {
  const field = path.at(-1) ?? ''
  const say = (value: unknown) => valueWords(field, value)
  // What may stand in a parameter may be in an order that means something.
  if (!Array.isArray(before) || !Array.isArray(after) || field === 'value')
    return `antes ${say(before)}, ahora ${say(after)}`
  const [gone, come] = [without(before, after), without(after, before)]
  const parts = [
    ...(come.length > 0 ? [`se añade ${come.map(say).join(', ')}`] : []),
    ...(gone.length > 0 ? [`se quita ${gone.map(say).join(', ')}`] : []),
  ]
  return parts.length > 0 ? parts.join(' y ') : `antes ${say(before)}, ahora ${say(after)}`
}

function valueWords(field: string, value: unknown): string {
  if (value === undefined) return 'nada'
  if (typeof value === 'boolean') return value ? 'sí' : 'no'
  if (isAmount(value)) return amountWords(value)
  const guard = field === 'guards' ? writtenGuard.safeParse(value) : undefined
  if (guard?.success) return guardWords(guard.data)
  const law = field === 'law' ? lawWords(value) : undefined
  if (law !== undefined) return law
  if (field === 'priority' && isFields(value)) return priorityWords(value)
  if (typeof value === 'string') return values[field]?.[value] ?? `«${value}»`
  const name = nameOf(value)
  return name === undefined ? JSON.stringify(value) : `«${name}»`
}

function priorityWords({ becomes, ground }: Record<string, unknown>): string {
  const step = valueWords('becomes', becomes)
  return ground === undefined ? step : `${step}, por lo que diga el campo ${valueWords('ground', ground)}`
}

/** A parameter may say its term in a unit of its own. */
function amountWords({ amount, unit }: { amount: number; unit: string }): string {
  const known = kindTerm.shape.unit.safeParse(unit)
  return known.success ? termInWords(amount, known.data) : `${amount} ${unit}`
}

/** From the inside out; what has no word of its own is called after what it stands in: the field «aula». */
function fieldWords(path: readonly string[], section = ''): string {
  const words: string[] = []
  for (const [at, step] of path.entries()) {
    const word = fields[`${path[at - 1] ?? section}.${step}`] ?? fields[step] ?? choiceWords(step)
    const last = words.pop()
    if (word === undefined) words.push(last === undefined ? `«${step}»` : `${last} «${step}»`)
    else words.push(...(last === undefined ? [] : [last]), word)
  }
  return words.toReversed().join(' de ').replaceAll(' de el ', ' del ')
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('es') + text.slice(1)
}
