import { isUnnamed } from '../forms/unnamed.ts'
import type { Path, Problem } from '../problem.ts'
import { listOf } from '../rules/list-of.ts'
import type { DayBound, Field } from '../schema/fields.ts'
import type { Form } from '../schema/forms.ts'
import type { ProcedureSource } from '../schema/procedure.ts'
import { patternProblem } from './pattern.ts'

/** What kinds and moves are asked with exists, and so does what its fields say of one another. */
export function formProblems({ forms, kinds, transitions }: ProcedureSource): Problem[] {
  const unknown = (id: string | undefined, path: Path): Problem[] => {
    if (id === undefined || forms.some((form) => form.id === id)) return []
    return [{ code: 'unknown-form', path, detail: `El formulario «${id}» no está declarado` }]
  }
  return [
    ...kinds.flatMap(({ form }, at) => unknown(form, ['kinds', at, 'form'])),
    ...transitions.flatMap(({ form }, at) => unknown(form, ['transitions', at, 'form'])),
    ...forms.flatMap((form, at) =>
      form.fields.flatMap((field, nth) => ofField(field, form, ['forms', at, 'fields', nth])),
    ),
    ...forms.flatMap((form, at) =>
      kinds.some((kind) => kind.form === form.id) ? laterProblems(form, ['forms', at, 'fields']) : [],
    ),
  ]
}

/** The form of a kind is looked at long after it came, when what is sensitive in it is in the vault. */
function laterProblems(form: Form, path: Path): Problem[] {
  return form.fields.flatMap((field, nth): Problem[] => {
    if (!isUnnamed(field, form)) return []
    const detail = `Lo que hace obligatorio «${field.id}» es sensible: después nadie mira lo que dice`
    return [{ code: 'condition-idle', path: [...path, nth, 'requiredWhen', 'is'], detail }]
  })
}

function ofField(field: Field, form: Form, path: Path): Problem[] {
  return [
    ...conditionProblems(field, form, path),
    ...rangeProblems(field, path),
    ...(field.type === 'date' ? dateProblems(field, form, path) : []),
    ...(field.type === 'text' ? patternProblem(field, [...path, 'pattern']) : []),
  ]
}

/** The field that makes another mandatory is there, and can have the value that it is asked for. */
function conditionProblems({ id, required, requiredWhen }: Field, form: Form, path: Path): Problem[] {
  if (requiredWhen === undefined) return []
  const inside = [...path, 'requiredWhen']
  if (required) {
    const detail = `«${id}» ya es obligatorio: «requiredWhen» no dice nada`
    return [{ code: 'condition-idle', path: inside, detail }]
  }
  const other = form.fields.find((field) => field.id === requiredWhen.field && field.id !== id)
  if (other === undefined) {
    const detail = `El formulario no tiene otro campo «${requiredWhen.field}»`
    return [{ code: 'unknown-field', path: [...inside, 'field'], detail }]
  }
  if (isUnnamed(other, form)) {
    const detail = `De «${other.id}» nadie sabe si está: depende de un campo sensible`
    return [{ code: 'condition-idle', path: inside, detail }]
  }
  const impossible = listOf(requiredWhen.is).find((value) => !mayBe(other, value))
  if (impossible === undefined) return []
  const detail = `«${other.id}» no puede tener el valor «${impossible}»`
  return [{ code: 'condition-idle', path: [...inside, 'is'], detail }]
}

/** Words are in the vault, where no rule looks, so only what is coded can be compared. */
function mayBe(field: Field, value: string | number | boolean): boolean {
  switch (field.type) {
    case 'choice':
      return field.options.some(({ id }) => id === value)
    case 'yes-no':
      return typeof value === 'boolean'
    case 'integer':
    case 'money':
    case 'decimal':
      return typeof value === 'number' && value >= (field.min ?? value) && value <= (field.max ?? value)
    default:
      return false
  }
}

function rangeProblems(field: Field, path: Path): Problem[] {
  if (!('min' in field) || field.min === undefined || field.max === undefined) return []
  if (field.min <= field.max) return []
  return [{ code: 'empty-range', path: [...path, 'max'], detail: `«${field.id}» no admite ningún valor` }]
}

function dateProblems(field: Extract<Field, { type: 'date' }>, { fields }: Form, path: Path): Problem[] {
  const bounds: [string, DayBound | undefined][] = [
    ['notBefore', field.notBefore],
    ['notAfter', field.notAfter],
  ]
  const problems = bounds.flatMap(([name, bound]): Problem[] => {
    if (typeof bound !== 'object' || !('field' in bound)) return []
    if (fields.some(({ id, type }) => id === bound.field && id !== field.id && type === 'date')) return []
    const detail = `El formulario no tiene otra fecha «${bound.field}»`
    return [{ code: 'unknown-field', path: [...path, name, 'field'], detail }]
  })
  const { notBefore, notAfter } = field
  if (isFixed(notBefore) && isFixed(notAfter) && notBefore > notAfter) {
    const detail = `«${field.id}» no admite ningún día`
    problems.push({ code: 'empty-range', path: [...path, 'notAfter'], detail })
  }
  return problems
}

const isFixed = (bound: DayBound | undefined): bound is string =>
  typeof bound === 'string' && bound !== 'today'
