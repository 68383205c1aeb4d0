import { termInWords } from '@ventanilla/terms'
import { isSensitive } from '../forms/read-value.ts'
import { isUnnamed } from '../forms/unnamed.ts'
import { listOf } from '../rules/list-of.ts'
import type { DayBound, Field } from '../schema/fields.ts'
import type { Form } from '../schema/forms.ts'
import { code, codes, table } from './markdown.ts'

export function formTable(form: Form): string {
  const rows = form.fields.map((field) => [
    code(field.id),
    field.name,
    typeWords[field.type],
    [...limits(field), kept(field, form)].filter(Boolean).join('; '),
    mandatory(field),
  ])
  return table(['Id', 'Campo', 'Tipo', 'Límites', 'Obligatorio'], rows)
}

function kept(field: Field, form: Form): string {
  if (isUnnamed(field, form)) return 'en la bóveda, y ningún hecho lo nombra'
  return isSensitive(field) ? 'sensible: en la bóveda' : ''
}

const typeWords: Record<Field['type'], string> = {
  text: 'texto de una línea',
  'long-text': 'texto',
  integer: 'número entero',
  decimal: 'número decimal',
  money: 'pesos',
  date: 'fecha',
  'yes-no': 'sí o no',
  choice: 'opción',
  file: 'archivo',
}

function mandatory({ required, requiredWhen }: Field): string {
  if (required) return 'sí'
  if (requiredWhen === undefined) return ''
  const values = listOf(requiredWhen.is).map(String)
  return `si ${code(requiredWhen.field)} ${values.length === 0 ? 'lleva algo' : `es ${values.map(code).join(' o ')}`}`
}

function limits(field: Field): string[] {
  switch (field.type) {
    case 'text':
    case 'long-text':
      return [
        `hasta ${field.maxLength} caracteres`,
        field.maxWords === undefined ? '' : `hasta ${field.maxWords} palabras`,
        'pattern' in field && field.pattern !== undefined ? `forma ${code(field.pattern)}` : '',
      ]
    case 'integer':
    case 'decimal':
    case 'money':
      return [
        field.min === undefined ? '' : `desde ${field.min}`,
        field.max === undefined ? '' : `hasta ${field.max}`,
        field.type === 'decimal' ? `hasta ${field.decimals} decimales` : '',
      ]
    case 'date':
      return [boundWords('desde', field.notBefore), boundWords('hasta', field.notAfter)]
    case 'choice':
      return [codes(field.options.map(({ id }) => id)), field.several ? 'una o varias' : '']
    case 'file':
      return [codes(field.mediaTypes)]
    case 'yes-no':
      return []
  }
}

function boundWords(from: string, bound: DayBound | undefined): string {
  if (bound === undefined) return ''
  if (bound === 'today') return `${from} hoy`
  if (typeof bound === 'string') return `${from} ${bound}`
  if ('today' in bound) return `${from} ${daysFrom(bound.today, 'hoy')}`
  return `${from} ${daysFrom(bound.days, code(bound.field))}`
}

function daysFrom(days: number, what: string): string {
  if (days === 0) return what
  return `${termInWords(Math.abs(days), 'calendar-days')} ${days > 0 ? 'después' : 'antes'} de ${what}`
}
