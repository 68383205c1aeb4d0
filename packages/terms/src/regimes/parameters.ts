/** A choice that the law leaves open, or an entity may make; `why` says what the default rests on. */
export interface Parameter {
  readonly title: string
  readonly default: string
  readonly values: readonly string[] | 'whole-number' | 'time'
  readonly settled: boolean
  readonly why: string
}

const days = ['counts', 'not-counted']

export const parameters = {
  'answer.countsWhen': {
    title: 'Cuándo cumple el término la respuesta de fondo',
    default: 'delivered',
    values: ['delivered', 'sent'],
    settled: false,
    why: 'La petición se satisface cuando el peticionario conoce la respuesta (Corte Constitucional, T-149/2013)',
  },
  'term.amount': {
    title: 'Cuánto dura el término',
    default: '',
    values: 'whole-number',
    settled: true,
    why: 'Vacío: lo que dice la versión vigente el día de la recepción. En tutela, lo que fije el juez',
  },
  'term.unit': {
    title: 'En qué se cuenta el término',
    default: '',
    values: ['business-days', 'calendar-days', 'calendar-months', 'business-hours', 'calendar-hours'],
    settled: false,
    why: 'Vacío: la unidad de la versión vigente. «Días» son hábiles salvo que se diga otra cosa (Ley 4/1913 art. 62)',
  },
  'term.start': {
    title: 'Cuál es el día 1',
    default: '',
    values: ['following-day', 'same-day', 'next-business-day'],
    settled: false,
    why: 'Vacío: la regla del régimen. En la Ley 142 se discute; el día de la presentación queda como alarma interna',
  },
  'term.step': {
    title: 'Qué término del régimen se cuenta',
    default: '',
    values: [],
    settled: true,
    why: 'Vacío: el principal. Los demás están en los pasos de cada régimen',
  },
  'emergency.terms': {
    title: 'Si a la petición se le aplicaron los términos ampliados de 2020 a 2022',
    default: 'extended',
    values: ['extended', 'ordinary'],
    settled: true,
    why: 'ordinary: la petición buscaba la efectividad de otro derecho fundamental, y los términos ampliados no se le aplicaban (Decreto Legislativo 491/2020 art. 5 par.). Cuál lo buscaba lo dice la entidad. No cambia nada de lo que se recibió desde el 18 de mayo de 2022',
  },
  'pause.pauseDay': {
    title: 'Si cuenta el día en que el término se suspende',
    default: 'counts',
    values: days,
    settled: false,
    why: 'Ninguna norma lo dice; el día ya había empezado a correr. El último no: un término que se suspende antes de vencer lo conserva',
  },
  'pause.resumeDay': {
    title: 'Si cuenta el día en que el término se reanuda',
    default: 'not-counted',
    values: days,
    settled: true,
    why: 'Se reactiva a partir del día siguiente (Ley 1755/2015 art. 17)',
  },
  'completion.mode': {
    title: 'Qué corre cuando la petición se completa',
    default: 'resume',
    values: ['resume', 'restart'],
    settled: false,
    why: '«Se reactivará» (art. 17): los días que faltaban; restart cuenta un término nuevo',
  },
  'reopen.how': {
    title: 'Qué corre cuando el caso se reabre',
    default: 'remaining-days',
    values: ['remaining-days', 'original-due', 'new-term'],
    settled: false,
    why: 'Ninguna norma lo dice; los días que faltaban, como después de cualquier suspensión',
  },
  'extension.limit': {
    title: 'Cuánto se puede prorrogar',
    default: '',
    values: 'whole-number',
    settled: false,
    why: 'Vacío: lo que admite el régimen. «El doble del inicialmente previsto» se lee como total (art. 14 par.)',
  },
  'reception.from': {
    title: 'Desde qué hora se reciben solicitudes internas',
    default: '08:00',
    values: 'time',
    settled: true,
    why: 'ICETEX M1-3-06 (documento 004), numeral 4; antes de esa hora también está fuera del horario. Valen antes las que diga el calendario (reception)',
  },
  'reception.to': {
    title: 'Hasta qué hora, sin incluirla',
    default: '17:00',
    values: 'time',
    settled: true,
    why: 'ICETEX M1-3-06 (documento 004), numeral 4',
  },
  'exception.before': {
    title: 'Antes de qué hora llega a tiempo una excepción',
    default: '09:00',
    values: 'time',
    settled: true,
    why: 'ICETEX M1-3-06 (documento 004), numeral 4 (excepciones)',
  },
  'exception.late': {
    title: 'Qué pasa con una excepción que llega tarde',
    default: 'next-business-day',
    values: ['next-business-day', 'ordinary'],
    settled: false,
    why: 'El documento 004 no lo dice; se recibe el día hábil siguiente. ordinary cuenta como una de 12 días la que llega dentro del horario; fuera de él se recibe cuando abre',
  },
  'hours.from': {
    title: 'Desde qué hora corren las horas hábiles',
    default: '08:00',
    values: 'time',
    settled: false,
    why: 'Depende de la entidad: valen las horas de atención de su calendario, si las dice (attention)',
  },
  'hours.to': {
    title: 'Hasta qué hora corren, sin incluirla',
    default: '17:00',
    values: 'time',
    settled: false,
    why: 'Depende de la entidad: valen las horas de atención de su calendario, si las dice (attention)',
  },
} as const satisfies Record<string, Parameter>

export type ParameterKey = keyof typeof parameters

export const parameterOf = (key: ParameterKey): Parameter => parameters[key]

export function isParameter(key: string): key is ParameterKey {
  return Object.hasOwn(parameters, key)
}
