/** What may be wrong with a value of a form, by code. The text is how the reference explains it. */
export const fieldFaults = {
  required: 'the field is mandatory, always or because of what another one says',
  'unknown-field': 'the form has no such field',
  'invalid-type': 'the value is of another type than the field',
  'too-long': 'more characters than `maxLength`',
  'too-many-words': 'more words than `maxWords`',
  'pattern-not-matched': 'the text doesn’t match `pattern`',
  'too-small': 'less than `min`, or pesos below zero',
  'too-big': 'more than `max`',
  'too-many-decimals': 'more digits after the point than `decimals`',
  'date-too-early': 'before `notBefore`',
  'date-too-late': 'after `notAfter`',
  'option-unknown': 'none of `options`',
  'option-repeated': 'an option is chosen twice',
  'media-type-not-allowed': 'the type of the file is none of `mediaTypes`',
} as const
export type FieldFaultCode = keyof typeof fieldFaults

export interface FieldFault {
  /** Id of the field, or what was sent in place of one. */
  field: string
  code: FieldFaultCode
  /** Spanish, for who fills it in. It never quotes what was written. */
  detail: string
}

export type Fault = Omit<FieldFault, 'field'>

export const fault = (code: FieldFaultCode, detail: string): Fault => ({ code, detail })
