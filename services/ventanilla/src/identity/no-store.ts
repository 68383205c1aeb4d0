import type { Adapter, AdapterPayload } from 'oidc-provider'

/**
 * Where the issuer would keep sessions, grants and opaque tokens. It has none: client credentials are answered with
 * signed tokens that carry everything, and the clients come from a file. So nothing is ever found, and an attempt to
 * keep something means that a flow was opened which needs a real store.
 */
export class NoStore implements Adapter {
  readonly #model: string

  constructor(model: string) {
    this.#model = model
  }

  async find(): Promise<AdapterPayload | undefined> {
    return undefined
  }

  async findByUid(): Promise<AdapterPayload | undefined> {
    return undefined
  }

  async findByUserCode(): Promise<AdapterPayload | undefined> {
    return undefined
  }

  async upsert(): Promise<void> {
    throw new Error(`the embedded issuer keeps no ${this.#model}`)
  }

  async consume(): Promise<void> {
    throw new Error(`the embedded issuer keeps no ${this.#model}`)
  }

  async destroy(): Promise<void> {}

  async revokeByGrantId(): Promise<void> {}
}
