/** A value as text, the same whatever the order of its fields and of the plain values in its lists. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  const fields = Object.entries(value)
    .filter(([, inside]) => inside !== undefined && inside !== false)
    .map(([name, inside]) => `${JSON.stringify(name)}:${canonical(inside)}`)
  return `{${fields.sort().join(',')}}`
}
