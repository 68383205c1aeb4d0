/** What intake asks of an entity's own files: which words it knows. An `Entity` of the procedures package is one. */
export interface EntityRules {
  readonly id: string
  readonly products: readonly Named[]
  readonly themes: readonly Named[]
  readonly points: readonly Named[]
  readonly versions: readonly ProcedureRules[]
}

/** A version of a procedure. */
export interface ProcedureRules {
  readonly id: string
  readonly valid: { readonly from: string; readonly to?: string | undefined }
  readonly channels: readonly string[]
  readonly kinds: readonly Named[]
}

interface Named {
  readonly id: string
}

/** The channel of who files by the public routes; a procedure without it is not for the public. */
export const publicChannel = 'virtual'

export const knows = (list: readonly Named[], id: string): boolean => list.some((one) => one.id === id)
