import type { Json } from '@ventanilla/decider'
import { type Vault, VaultError } from '@ventanilla/vault'
import { z } from 'zod'
import { mailbox, mobile } from '../commands/recipient-rules.ts'
import type { Addressee, AddresseeRefs, Looked, People } from '../jobs/ports.ts'

/** What intake keeps of who files, as far as a letter needs it. */
const contact = z.looseObject({
  firstNames: z.string().optional(),
  lastNames: z.string().optional(),
  businessName: z.string().optional(),
  email: z.string().optional(),
  mobile: z.string().optional(),
})

interface Words {
  text: string
  subject?: string | undefined
}

const words = z.union([
  z.string().transform((text): Words => ({ text })),
  z.looseObject({ subject: z.string().optional(), text: z.string() }).transform((known): Words => known),
])

/** Persons and texts out of the vault, a whole batch at once. */
export function vaultPeople(vault: Vault): People {
  return {
    async look(refs) {
      const wanted = new Set(
        refs.flatMap((one) => [contactRefOf(one), ...(one.textRef ? [one.textRef] : [])]),
      )
      const values = await readAll(vault, [...wanted])
      return Promise.all(refs.map((one) => lookOne(vault, one, values)))
    },
  }
}

const contactRefOf = ({ contactRef, personRef }: AddresseeRefs): string => contactRef ?? personRef

type Values = Map<string, Json | 'unreadable'>

/** One altered record is one letter's trouble: the others of the batch are read one by one. */
async function readAll(vault: Vault, refs: string[]): Promise<Values> {
  try {
    return await vault.getMany(refs)
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
  }
  const values: Values = new Map()
  for (const ref of refs) {
    const value = await vault.get(ref).catch((error: unknown) => {
      if (error instanceof VaultError) return 'unreadable' as const
      throw error
    })
    if (value !== undefined) values.set(ref, value)
  }
  return values
}

async function lookOne(vault: Vault, refs: AddresseeRefs, values: Values): Promise<Looked> {
  const known = values.get(contactRefOf(refs))
  const said = refs.textRef === null ? undefined : values.get(refs.textRef)
  if (known === 'unreadable' || said === 'unreadable') return 'unreadable'
  // Nothing is there of who was erased, nor of who was never put; only the audit can tell the two apart.
  if (known === undefined) return (await vault.erasures(refs.personRef)).length > 0 ? 'erased' : {}
  // A text is put before it is told of, so one that isn't there went with its person: somebody else, of a merged case.
  if (refs.textRef !== null && said === undefined) return 'erased'
  const person = contact.safeParse(known)
  const written = said === undefined ? undefined : words.safeParse(said)
  if (!person.success || written?.success === false) return 'unreadable'
  const { text, subject }: Partial<Words> = written?.data ?? {}
  return {
    ...addresseeOf(person.data),
    ...(text !== undefined && { text }),
    ...(subject !== undefined && { subject }),
  }
}

function addresseeOf(person: z.output<typeof contact>): Addressee {
  const { firstNames, lastNames, businessName } = person
  const name = [firstNames, lastNames].filter(Boolean).join(' ') || businessName
  const address = mailbox(person.email)
  const phone = mobile(person.mobile)
  return {
    ...(name && { name }),
    ...(address !== undefined && { address }),
    ...(phone !== undefined && { phone }),
  }
}
