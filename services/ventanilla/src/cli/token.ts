import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import type { IdentityClient, PersonClaims } from '../identity/index.ts'
import { type BadInput, complain, isBadInput } from './bad-input.ts'
import { dataOption } from './data-option.ts'
import { speakSpanish } from './spanish.ts'

interface TokenFlags {
  data: string
  client: string
  person: string
  scope?: string
  issuer: string
  json?: boolean
}

const help = `
Lo firma el emisor propio de una instalación, con las claves de su carpeta de datos: vale diez minutos, y nadie inicia
sesión. Sirve para lo que pide una persona, como los movimientos que revisa alguien distinto de quien los hizo. Donde la
entidad tiene su proveedor de identidad, los da él.

Ejemplo:
  ventanilla token --client demo-agent --person gestora-1`

/** `token`: acts as a person on an installation whose issuer is its own. */
export function registerToken(program: Command): void {
  dataOption(speakSpanish(program.command('token')))
    .description('Da un token con el que una persona actúa por medio de un cliente')
    .requiredOption('--client <id>', 'cliente por medio del cual actúa, como demo-agent')
    .requiredOption('--person <id>', 'identificador de la persona; nunca su nombre ni su correo')
    .option('--scope <permisos>', 'permisos, separados por espacios; sin él, los del cliente')
    .option('--issuer <url>', 'emisor, como lo dice «ventanilla up»', 'http://127.0.0.1:8080/oidc')
    .option('--json', 'escribe JSON: { token, expiresIn }')
    .addHelpText('after', help)
    .action(async (flags: TokenFlags) => {
      const json = flags.json === true
      const dir = join(flags.data, 'identity')
      // The issuer is dear to load, and other verbs don't need it.
      const { identityClients, signPersonToken } = await import('../identity/index.ts')
      const claims = await claimsOf(dir, flags, identityClients)
      if (isBadInput(claims)) return complain(claims, json)
      const signed = await signPersonToken(dir, claims)
      process.stdout.write(json ? `${JSON.stringify(signed)}\n` : `${signed.token}\n`)
    })
}

async function claimsOf(
  dir: string,
  flags: TokenFlags,
  clientsOf: (file: string) => Promise<IdentityClient[]>,
): Promise<PersonClaims | BadInput> {
  const { client: id, person, issuer } = flags
  // Keys that are made anew would be nobody's.
  if (!existsSync(join(dir, 'signing-keys.json'))) {
    const detail = `en ${flags.data} no hay un emisor de tokens; use --data con la carpeta de «make up»`
    return { code: 'data-missing', field: 'data', detail }
  }
  if (!URL.canParse(issuer))
    return { code: 'issuer-invalid', field: 'issuer', detail: '--issuer es una dirección completa' }
  const clients = await clientsOf(join(dir, 'clients.json'))
  const client = clients.find((one) => one.id === id)
  if (!client) {
    const known = clients.map((one) => one.id).join(', ')
    return { code: 'client-unknown', field: 'client', detail: `no existe el cliente ${id}; hay ${known}` }
  }
  if (!/^[\w.-]{1,64}$/.test(person) || clients.some((one) => one.id === person)) {
    const detail = '--person tiene de 1 a 64 letras, dígitos, puntos y guiones, y no es el id de un cliente'
    return { code: 'person-invalid', field: 'person', detail }
  }
  const scopes = scopesOf(flags.scope, client)
  if (isBadInput(scopes)) return scopes
  return { issuer, client: id, person, scopes, entity: client.entity }
}

function scopesOf(asked: string | undefined, { id, scopes }: IdentityClient): readonly string[] | BadInput {
  if (asked === undefined) return scopes
  const wanted = asked.split(/\s+/).filter((scope) => scope !== '')
  const beyond = wanted.find((scope) => !scopes.some((one) => one === scope))
  if (wanted.length > 0 && beyond === undefined) return wanted
  const detail = `${id} no puede pedir «${beyond ?? asked}»; puede ${scopes.join(', ')}`
  return { code: 'scope-invalid', field: 'scope', detail }
}
