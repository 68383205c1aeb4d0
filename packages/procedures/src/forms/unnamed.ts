import type { Field } from '../schema/fields.ts'
import type { Form } from '../schema/forms.ts'
import { isSensitive } from './read-value.ts'

/**
 * A field that is mandatory because of what a sensitive one says. That it is there would tell what that one says: its
 * value lies in the vault too, and no fact names it.
 */
export function isUnnamed({ requiredWhen }: Field, { fields }: Form): boolean {
  if (requiredWhen?.is === undefined) return false
  const other = fields.find(({ id }) => id === requiredWhen.field)
  return other !== undefined && isSensitive(other)
}
